import { getTranslations } from 'next-intl/server'
import { definePage } from '#/app/define-page.tsx'
import { AccountFrame } from '#/components/admin/account-frame.tsx'
import { DrillCard } from '#/components/admin/drill-card.tsx'
import { DueCard } from '#/components/admin/due-card.tsx'
import { FactsCard } from '#/components/admin/facts-card.tsx'
import { LaunchCard } from '#/components/admin/launch-card.tsx'
import { NudgeCard } from '#/components/admin/nudge-card.tsx'
import { Pager } from '#/components/admin/pager.tsx'
import { StepHistory } from '#/components/admin/step-history.tsx'
import { AccountNoticesCard } from '#/components/notices/staff/account-notices-card.tsx'
import { ZoneNote } from '#/components/shell/zone-note.tsx'
import { Card } from '#/components/ui/card.tsx'
import { listInvitedOwners } from '#/lib/accounts/invitations/queries.ts'
import { listEditors } from '#/lib/accounts/members/policy.ts'
import { decideNudge } from '#/lib/changes/accounts/nudge-policy.ts'
import { listTakenSteps } from '#/lib/changes/launch/history-queries.ts'
import { listStaffSteps } from '#/lib/changes/launch/policy.ts'
import { countReviews } from '#/lib/changes/launch/review-queries.ts'
import { findLastReview } from '#/lib/changes/reviews/queries.ts'
import { staff } from '#/lib/identity/access/require-staff.ts'
import { findLastDrill } from '#/lib/notices/drills/last-drill.ts'
import { findWaitingDrill } from '#/lib/notices/drills/send-drill.ts'
import { listNoticesForStaff } from '#/lib/notices/views/staff-queries.ts'
import { readTimeCursor, sayTimeCursor } from '#/lib/platform/lists/time-cursor.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { decideLaunchAction, drillAction, extendDueAction, nudgeAction } from './actions.ts'
import { openAccount } from './open-account.ts'

/** Where the integration stands and what may be done about the account. */
export default definePage('/admin/accounts/[account]', staff, async ({ grant, params, query }) => {
  const { read, head, view, account, page, frame } = await openAccount(grant, params.account)
  const t = await getTranslations('adminAccount')
  const current = { account: account.slug, state: 'current', kind: 'event' } as const
  const { notices } = await listNoticesForStaff(read, grant, current, null)
  const after = readTimeCursor(query.after)
  const { steps, next } = await listTakenSteps(read, grant, account.id, after)
  const editors = listEditors(view.members)
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
