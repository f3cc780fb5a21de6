import { getTranslations } from 'next-intl/server'
import type { PageQuery } from '#/app/define-page.tsx'
import { ActionForm } from '#/components/form/action-form.tsx'
import { LiveUpdates } from '#/components/notices/live-updates.tsx'
import { Banner } from '#/components/ui/banner.tsx'
import { Card, DescriptionList } from '#/components/ui/card.tsx'
import { Progress } from '#/components/ui/progress.tsx'
import type { Reader } from '#/db/store/store.ts'
import type { StaffGrant } from '#/lib/identity/access/staff-grants.ts'
import {
  type AnnouncementOutcome,
  accountOutcomes,
  messageOutcomes,
} from '#/lib/notices/announcements/outcome.ts'
import { readOutcome } from '#/lib/notices/announcements/outcome-queries.ts'
import type { AnnouncementView } from '#/lib/notices/announcements/queries.ts'
import { namePeople } from '#/lib/privacy/personal-data/name-people.ts'
import { continueAction, stopAction } from '../actions.ts'
import { renderOutcomeList } from './outcome-list.tsx'

export async function showOutcome(
  read: Reader,
  grant: StaffGrant,
  found: AnnouncementView,
  query: PageQuery,
) {
  const t = await getTranslations('announcements')
  const named = await namePeople()
  const { id, state, done, counts, asksAnswer, stoppedByName } = found
  const outcome = await readOutcome(read, grant, id)
  const numbers = { done, total: counts?.accounts ?? 0 }
  const isOnItsWay = outcome.messages.queued + outcome.messages.retrying > 0
  const parts = [
    { id: 'accounts', text: t('sending.said', numbers) },
    { id: 'state', text: t(`states.${state}`) },
  ]
  const head = (
    <>
      {state === 'stopped' ? (
        <Banner meaning="attention" title={t('sending.stopped', { name: named(stoppedByName) })}>
          {t('sending.stoppedText', numbers)}
        </Banner>
      ) : null}
      <Card>
        <Progress
          label={t('sending.label')}
          text={t('sending.text', numbers)}
          value={numbers.done}
          max={Math.max(1, numbers.total)}
        />
        {state === 'sending' ? (
          <ActionForm
            action={stopAction}
            id="stop"
            variant="danger"
            hidden={{ announcement: id }}
            submit={t('sending.stop')}
          />
        ) : null}
        {state === 'stopped' ? (
          <ActionForm
            action={continueAction}
            id="continue"
            hidden={{ announcement: id }}
            submit={t('sending.continue')}
          />
        ) : null}
        <LiveUpdates
          inFlight={state === 'sending' || isOnItsWay}
          said={parts}
          path={`/admin/announcements/${id}`}
        />
      </Card>
      <OutcomeCard outcome={outcome} asksAnswer={asksAnswer} />
    </>
  )
  return { head, rest: await renderOutcomeList({ read, grant, found, outcome, query }) }
}

async function OutcomeCard({ outcome, asksAnswer }: { outcome: AnnouncementOutcome; asksAnswer: boolean }) {
  const t = await getTranslations('announcements')
  const { accounts, messages, acknowledged, notified } = outcome
  const accountLines = accountOutcomes
    .filter((one) => accounts[one] > 0)
    .map((one) => t('outcome.line', { name: t(`outcome.views.${one}`), count: accounts[one] }))
  const messageLines = messageOutcomes
    .filter((one) => messages[one] > 0)
    .map((one) => t(`outcome.statuses.${one}`, { count: messages[one] }))
  return (
    <Card title={t('outcome.title')}>
      <DescriptionList
        items={[
          { term: t('outcome.accounts'), description: <Lines lines={accountLines} /> },
          { term: t('outcome.messages'), description: <Lines lines={messageLines} /> },
          asksAnswer && {
            term: t('outcome.acknowledged'),
            description: t('ofTotal', { done: acknowledged, total: notified }),
          },
        ]}
      />
    </Card>
  )
}

function Lines({ lines }: { lines: readonly string[] }) {
  if (lines.length === 0) return '–'
  return (
    <ul className="tabular-nums">
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  )
}
