import { getTranslations } from 'next-intl/server'
import { definePage } from '#/app/define-page.tsx'
import { AccountFrame } from '#/components/admin/account/account-frame.tsx'
import { DrillCard } from '#/components/admin/account/drill-card.tsx'
import { FactsCard } from '#/components/admin/account/facts-card.tsx'
import { NudgeCard } from '#/components/admin/account/nudge-card.tsx'
import { Pager } from '#/components/admin/account/pager.tsx'
import { StepHistory } from '#/components/admin/account/step-history.tsx'
import { AccountNoticesCard } from '#/components/admin/account-notices-card.tsx'
import { DueCard } from '#/components/admin/due-card.tsx'
import { LaunchCard } from '#/components/admin/launch-card.tsx'
import { Card } from '#/components/ui/card.tsx'
import { ZoneNote } from '#/components/zone-note.tsx'
import { requireStaff } from '#/lib/access/require.ts'
import { listEditors } from '#/lib/accounts/nudge.ts'
import { decideNudge } from '#/lib/accounts/nudge-policy.ts'
import { now } from '#/lib/clock.ts'
import { findLastDrill } from '#/lib/drills/last-drill.ts'
import { listInvitedOwners } from '#/lib/invitations/queries.ts'
import { listTakenSteps } from '#/lib/launch/history-queries.ts'
import { listStaffSteps } from '#/lib/launch/policy.ts'
import { countReviews } from '#/lib/launch/review-queries.ts'
import { findWaitingDrill } from '#/lib/notices/send-drill.ts'
import { listNoticesForStaff } from '#/lib/notices/staff-queries.ts'
import { findLastReview } from '#/lib/reviews/queries.ts'
import { readTimeCursor, sayTimeCursor } from '#/lib/time-cursor.ts'
import { decideLaunchAction, drillAction, extendDueAction, nudgeAction } from './actions.ts'
import { openAccount } from './open-account.ts'

/** Where the integration stands and what may be done about the account. */
export default definePage(async ({ params, searchParams }: PageProps<'/admin/accounts/[account]'>) => {
  const grant = await requireStaff()
  const { read, head, view, account, page, frame } = await openAccount(grant, (await params).account)
  const query = await searchParams
  const t = await getTranslations('adminAccount')
  const current = { account: account.slug, state: 'current', kind: 'event' } as const
  const { notices } = await listNoticesForStaff(read, grant, current, null)
  const after = readTimeCursor(query.after)
  const { steps, next } = await listTakenSteps(read, grant, account.id, after)
  const editors = listEditors(view)
  const invited = editors.length > 0 ? [] : await listInvitedOwners(read, account.id)
  const nudge = decideNudge({
    missing: view.missing,
    nudgedAt: account.nudgedAt,
    staffRole: grant.staffRole,
    now: now(),
    editors: editors.length,
    invitedOwners: invited.length,
  })
  const open = account.closedAt === null
  return (
    <AccountFrame {...frame} tab="overview" done={query.done} reviews={await countReviews(read, grant)}>
      {open ? (
        <>
          <LaunchCard
            account={account.slug}
            state={account.state}
            reason={account.stateReason}
            since={account.stateChangedAt}
            complete={view.missing.length === 0}
            steps={listStaffSteps(account.state)}
            action={decideLaunchAction}
          />
          <NudgeCard
            account={account.slug}
            decision={nudge}
            editors={editors}
            invited={invited}
            nudgedAt={account.nudgedAt}
            bouncing={head.bouncing}
            action={nudgeAction}
          />
          {account.dueAt === null ? null : (
            <DueCard account={account.slug} dueAt={account.dueAt} now={now()} action={extendDueAction} />
          )}
          <DrillCard
            account={account}
            live={account.state === 'live'}
            waiting={await findWaitingDrill(read, grant, account.id)}
            last={await findLastDrill(read, account)}
            action={drillAction}
          />
        </>
      ) : null}
      <AccountNoticesCard account={account.slug} notices={notices} counts={head.notices} at={now()} />
      <Card title={t('history.title')} description={t('history.lead')}>
        <StepHistory steps={steps} />
        <Pager
          first={after && { href: page, label: t('pages.newest') }}
          next={next && { href: `${page}?after=${sayTimeCursor(next)}`, label: t('pages.older') }}
        />
      </Card>
      <FactsCard view={view} reviewed={await findLastReview(read, grant, account)} />
      <ZoneNote />
    </AccountFrame>
  )
})
