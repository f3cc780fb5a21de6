import { getTranslations } from 'next-intl/server'
import { definePage } from '#/app/define-page.tsx'
import { AccountFrame } from '#/components/admin/account-frame.tsx'
import { InvitationList } from '#/components/admin/invitation-list.tsx'
import { InviteOwnerCard } from '#/components/admin/invite-owner-card.tsx'
import { MemberList } from '#/components/admin/member-list.tsx'
import { ZoneNote } from '#/components/shell/zone-note.tsx'
import { EmptyState } from '#/components/ui/empty-state.tsx'
import { listBouncing } from '#/lib/accounts/addresses/bouncing.ts'
import { listAway } from '#/lib/accounts/members/activity.ts'
import { staff } from '#/lib/identity/access/require-staff.ts'
import { listAddressStatuses } from '#/lib/notices/views/address-status-queries.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { inviteOwnerAction } from '../actions.ts'
import { openAccount } from '../open-account.ts'

export default definePage('/admin/accounts/[account]/members', staff, async ({ grant, params, query }) => {
  const { read, view, account, frame } = await openAccount(grant, params.account)
  const t = await getTranslations('adminAccount.members')
  const admin = await getTranslations('admin.members')
  return (
    <AccountFrame {...frame} tab="members" done={query.done}>
      <h2 className="text-title">{admin('title')}</h2>
      {view.members.length > 0 ? (
        <MemberList
          members={view.members}
          alerts={view.contacts?.alerts ?? []}
          statuses={await listAddressStatuses(read, grant, view)}
          away={await listAway(read, view.members, now())}
        />
      ) : (
        <EmptyState icon="people" title={t('none')}>
          {t('noneText')}
        </EmptyState>
      )}
      <h2 className="text-title">{admin('invited')}</h2>
      {view.invitations.length > 0 ? (
        <InvitationList
          invitations={view.invitations}
          bouncing={await listBouncing(read, { members: view.invitations, contacts: null })}
          programme={frame.programme}
        />
      ) : (
        <p className="text-muted">{t('noInvitations')}</p>
      )}
      <ZoneNote />
      {frame.admin ? (
        <InviteOwnerCard account={account.slug} locale={account.defaultLocale} action={inviteOwnerAction} />
      ) : null}
    </AccountFrame>
  )
})
