import { getTranslations } from 'next-intl/server'
import { DoneBanner } from '#/components/ui/done-banner.tsx'
import { AskOwners } from '#/components/users/ask-owners.tsx'
import { DepartureQuestion } from '#/components/users/departure-question.tsx'
import { InvitationTable } from '#/components/users/invitation-table.tsx'
import { InviteForm } from '#/components/users/invite-form.tsx'
import { LeaveLink } from '#/components/users/leave-link.tsx'
import { MemberTable } from '#/components/users/member-table.tsx'
import { UsersSection } from '#/components/users/users-section.tsx'
import { type AccountGrant, asOwner, ownMembership, unlessReadOnly } from '#/lib/accounts/access/grants.ts'
import { listBouncing } from '#/lib/accounts/addresses/bouncing.ts'
import { invitationLife } from '#/lib/accounts/invitations/policy.ts'
import { listOpenInvitations } from '#/lib/accounts/invitations/queries.ts'
import { listAway } from '#/lib/accounts/members/activity.ts'
import { isLastOwner } from '#/lib/accounts/members/policy.ts'
import { listOwnAddressStatuses } from '#/lib/notices/views/address-status-queries.ts'
import { currentSettings } from '#/lib/platform/settings/current.ts'
import { getStore } from '#/lib/platform/store/store.ts'
import { day, now } from '#/lib/platform/values/clock.ts'
import { foreseeDeparture } from './departure.ts'
import * as actions from './users-actions.ts'

type UsersTabProps = {
  grant: AccountGrant
  /** The page's own path: at the gate or under Configuration. */
  path: string
  query: Record<string, string | string[] | undefined>
}

/** The members of an account and all that is done about them, the same at the gate and behind it (product.md, Users tab). */
export async function renderUsersTab({ grant, path, query }: UsersTabProps) {
  const departure = await foreseeDeparture(grant, query)
  if (departure) {
    const action = departure.kind === 'Remove' ? actions.removeMemberAction : actions.leaveAccountAction
    return (
      <DepartureQuestion
        {...departure}
        account={grant.account}
        path={path}
        action={unlessReadOnly(grant, action)}
      />
    )
  }
  const t = await getTranslations('users')
  const { account, members } = grant
  const own = ownMembership(grant)
  const owner = asOwner(grant)
  const { read } = await getStore()
  const statuses = await listOwnAddressStatuses(read, grant)
  const lastOwner = members.find(({ userId }) => isLastOwner(members, userId))
  return (
    <div className="flex flex-col gap-10">
      <DoneBanner
        done={query.done}
        known={['invited', 'resent', 'revoked', 'role', 'removed', 'asked']}
        title={(word) => t(`done.${word}`, { count: countOf(query) })}
      />
      <UsersSection title={t('members.title')}>
        <MemberTable
          grant={grant}
          path={path}
          manages={owner !== null}
          changeRole={owner && unlessReadOnly(grant, actions.changeRoleAction)}
          lastOwnerId={lastOwner?.userId ?? null}
          statuses={statuses}
          away={await listAway(read, members, now())}
        />
      </UsersSection>
      {owner ? (
        <Invitations grant={owner} />
      ) : (
        <UsersSection title={t('ask.title')}>
          <AskOwners
            grant={grant}
            action={unlessReadOnly(grant, actions.askOwnersAction)}
            statuses={statuses}
          />
        </UsersSection>
      )}
      {own ? <LeaveLink account={account} path={path} lastOwner={isLastOwner(members, own.userId)} /> : null}
    </div>
  )
}

async function Invitations({ grant }: { grant: AccountGrant<'viewer' | 'owner'> }) {
  const t = await getTranslations('users')
  const { programmeName } = await currentSettings()
  const { account } = grant
  const { read } = await getStore()
  const open = await listOpenInvitations(read, grant, now())
  const invited = open.map(({ invitation }) => invitation)
  return (
    <>
      <UsersSection title={t('open.title')}>
        <InvitationTable
          invitations={open}
          bouncing={await listBouncing(read, { members: invited, contacts: null })}
          account={account.slug}
          programme={programmeName}
          actions={unlessReadOnly(grant, {
            resend: actions.resendInvitationAction,
            revoke: actions.revokeInvitationAction,
          })}
        />
      </UsersSection>
      <UsersSection
        title={t('invite.title')}
        description={t('invite.description', { days: invitationLife / day })}
      >
        <div className="max-w-measure">
          <InviteForm
            // A new invitation empties the form.
            key={open[0]?.invitation.id}
            action={unlessReadOnly(grant, actions.inviteMembersAction)}
            account={account.slug}
            defaultLocale={account.defaultLocale}
          />
        </div>
      </UsersSection>
    </>
  )
}

/** How many were invited or asked, as the address says it. */
function countOf({ count }: UsersTabProps['query']): number {
  const given = Number(count)
  return Number.isInteger(given) && given > 0 && given < 1000 ? given : 1
}
