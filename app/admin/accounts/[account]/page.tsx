import { getTranslations } from 'next-intl/server'
import { definePage } from '#/app/define-page.tsx'
import { StateBadge } from '#/components/accounts/state-badge.tsx'
import { AccountFrame } from '#/components/admin/account-frame.tsx'
import { FactsCard } from '#/components/admin/facts-card.tsx'
import { ActionForm } from '#/components/form/action-form.tsx'
import { FormRadioGroup } from '#/components/form/form-field.tsx'
import { AccountNoticesCard } from '#/components/notices/staff/account-notices-card.tsx'
import { Instant } from '#/components/shell/instant.tsx'
import { Pager } from '#/components/shell/paged-list.tsx'
import { Card } from '#/components/ui/card.tsx'
import { StackingTable } from '#/components/ui/table.tsx'
import { extensionDays } from '#/db/words/accounts.ts'
import type { Account } from '#/lib/accounts/account/load-account.ts'
import { extendedDueAt } from '#/lib/changes/accounts/commands.ts'
import { findLastCheck } from '#/lib/changes/checks/queries.ts'
import { countReviews, listTakenSteps, type TakenStep } from '#/lib/changes/review/queries.ts'
import { staff } from '#/lib/identity/access/require-staff.ts'
import { listNoticesForStaff } from '#/lib/notices/views/staff-queries.ts'
import { getFormatter } from '#/lib/platform/i18n/formatter.ts'
import { listByTime } from '#/lib/platform/lists/time-cursor.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { namePeople } from '#/lib/privacy/personal-data/name-people.ts'
import { extendDueAction } from '../actions.ts'
import { DrillCard } from './drill-card.tsx'
import { NudgeCard } from './nudge-card.tsx'
import { openAccount } from './open-account.ts'
import { ReviewCard } from './review-card.tsx'

export default definePage('/admin/accounts/[account]', staff, async ({ grant, params, query }) => {
  const { read, head, view, account, page, frame } = await openAccount(grant, params.account)
  const t = await getTranslations('adminAccount')
  const current = { account: account.slug, state: 'current', kind: 'event' } as const
  const { notices } = await listNoticesForStaff(read, grant, current, null)
  const list = listByTime(page)
  const after = list.after(query)
  const { steps, next } = await listTakenSteps(read, grant, account.id, after)
  const order = orderCards(account, head.notices.emergencies + head.notices.overdue > 0)
  const cards = {
    notices: (
      <AccountNoticesCard key="notices" account={account.slug} notices={notices} counts={head.notices} />
    ),
    review: <ReviewCard key="review" view={view} />,
    nudge: (
      <NudgeCard
        key="nudge"
        read={read}
        staffRole={grant.staffRole}
        head={head}
        focused={query.focus === 'nudge'}
      />
    ),
    due: account.dueAt === null ? null : <DueCard key="due" account={account.slug} dueAt={account.dueAt} />,
    drill: (
      <DrillCard key="drill" read={read} grant={grant} account={account} focused={query.focus === 'drill'} />
    ),
  }
  return (
    <AccountFrame {...frame} tab="overview" done={query.done} reviews={await countReviews(read, grant)} zoned>
      {order.map((name) => cards[name])}
      <Card title={t('history.title')} description={t('history.lead')}>
        <StepHistory steps={steps} />
        <Pager
          list={list}
          after={after}
          next={next}
          words={{ first: t('pages.newest'), next: t('pages.older') }}
        />
      </Card>
      <FactsCard view={view} checked={await findLastCheck(read, grant, account)} />
    </AccountFrame>
  )
})

type CardName = 'notices' | 'review' | 'nudge' | 'due' | 'drill'

/** What waits for somebody comes first: emergencies and overdue notices, a requested review, what is missing. */
function orderCards(account: Account, isLate: boolean): CardName[] {
  if (account.closedAt !== null) return ['notices']
  const asks: CardName[] = account.state === 'review' ? ['review', 'nudge', 'due'] : ['nudge', 'due']
  const rest: CardName[] = ['notices', 'review', 'drill']
  const order = isLate ? ['notices' as const, ...asks, ...rest] : [...asks, ...rest]
  return [...new Set(order)]
}

/** The deadline for missing fields, and the latest date it can move to. Milliseconds UTC. */
async function DueCard({ account, dueAt }: { account: string; dueAt: number }) {
  const t = await getTranslations('admin.due')
  const format = await getFormatter()
  const formatTime = (at: number) => format.dateTime(at, { dateStyle: 'medium', timeStyle: 'short' })
  return (
    <Card title={t('title')} description={t(dueAt > now() ? 'text' : 'passed', { at: formatTime(dueAt) })}>
      <ActionForm
        action={extendDueAction}
        id="due"
        hidden={{ account, from: dueAt }}
        submit={t('action')}
        variant="secondary"
      >
        <FormRadioGroup
          name="days"
          legend={t('days')}
          defaultValue={String(extensionDays[0])}
          options={extensionDays.map((days) => ({
            value: String(days),
            label: t('option', { days, at: formatTime(extendedDueAt(dueAt, days, now())) }),
          }))}
        />
      </ActionForm>
    </Card>
  )
}

async function StepHistory({ steps }: { steps: readonly TakenStep[] }) {
  const t = await getTranslations('adminAccount.history')
  const named = await namePeople()
  if (steps.length === 0) return <p className="text-muted">{t('none')}</p>
  return (
    <StackingTable
      caption={t('title')}
      rows={steps}
      rowKey={({ id }) => id}
      columns={[
        {
          header: t('step'),
          cell: ({ step, state }) => (
            <span className="flex flex-wrap items-center gap-2">
              {t(`steps.${step}`)} <StateBadge state={state} />
            </span>
          ),
        },
        { header: t('at'), cell: ({ at }) => <Instant at={at} /> },
        { header: t('by'), breakable: true, cell: ({ by }) => named(by) || t('somebody') },
        {
          header: t('reason'),
          breakable: true,
          cell: ({ reason }) => (
            <span dir="auto" className="whitespace-pre-line">
              {reason}
            </span>
          ),
        },
      ]}
    />
  )
}
