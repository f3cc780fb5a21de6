import { getTranslations } from 'next-intl/server'
import { AwaitedAnswer } from '#/components/drills/awaited-answer.tsx'
import { LastDrillLine } from '#/components/drills/last-drill.tsx'
import { ActionForm } from '#/components/form/action-form.tsx'
import { Instant } from '#/components/shell/instant.tsx'
import { Card, DescriptionList } from '#/components/ui/card.tsx'
import { Link } from '#/components/ui/link.tsx'
import type { Reader } from '#/db/store/store.ts'
import type { Account } from '#/lib/accounts/account/load-account.ts'
import { listDrilled } from '#/lib/accounts/reachability/waiting-drill.ts'
import type { StaffGrant } from '#/lib/identity/access/staff-grants.ts'
import { findLastDrill } from '#/lib/notices/drills/queries.ts'
import { findWaitingDrill } from '#/lib/notices/drills/send-drill.ts'
import { drillAction } from '../actions.ts'

type DrillCardProps = {
  read: Reader
  grant: StaffGrant
  account: Account
  /** A link led here, so the form takes the focus. */
  focused: boolean
}

/** Shows the last drill, the next one, and a button to start one now (notices.md, Drill). */
export async function DrillCard({ read, grant, account, focused }: DrillCardProps) {
  const t = await getTranslations('adminAccount.drill')
  const drills = await getTranslations('drills.account')
  const { drilledAt, reachedAfter, drillDueAt } = account
  const live = account.state === 'live'
  const waiting = await findWaitingDrill(read, grant, account.id)
  const next =
    drillDueAt === null ? drills('undated') : drills.rich('dated', { at: () => <Instant at={drillDueAt} /> })
  const last =
    drilledAt === null ? (
      drills('none')
    ) : (
      <LastDrillLine
        drilledAt={drilledAt}
        reachedAfter={reachedAfter}
        last={await findLastDrill(read, account)}
        notices="/admin/notices"
      />
    )
  return (
    // An account that is neither live nor drilled shows this only after a late submission.
    <div
      id="drill"
      className={live || drilledAt !== null ? 'scroll-mt-20' : 'hidden scroll-mt-20 has-[form]:block'}
    >
      <Card title={t('title')} description={t('lead')}>
        <DescriptionList
          items={[
            { term: drills('last'), description: last },
            { term: drills('next'), description: live ? next : drills('notLive') },
          ]}
        />
        {waiting ? (
          <>
            <AwaitedAnswer addresses={await listDrilled(read, waiting.id)} sentAt={waiting.sentAt} />
            <p>
              {t('waiting')} <Link href={`/admin/notices/${waiting.id}`}>{t('open')}</Link>
            </p>
          </>
        ) : null}
        <ActionForm
          action={drillAction}
          id="send-drill"
          hidden={{ account: account.slug }}
          ended={!live || waiting !== null}
          submit={t('action')}
          variant="secondary"
          focused={focused}
        />
      </Card>
    </div>
  )
}
