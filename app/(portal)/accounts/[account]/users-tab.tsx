import { getTranslations } from 'next-intl/server'
import { MemberAddress } from '#/components/contacts/member-address.tsx'
import { ActionForm } from '#/components/form/action-form.tsx'
import { FormTextarea } from '#/components/form/form-field.tsx'
import { namePurpose } from '#/components/notices/notice-words.ts'
import { ButtonLink } from '#/components/ui/button.tsx'
import { DoneBanner } from '#/components/ui/done-banner.tsx'
import { type Departure, DepartureQuestion } from '#/components/users/departure-question.tsx'
import { InvitationTable } from '#/components/users/invitation-table.tsx'
import { InviteForm } from '#/components/users/invite-form.tsx'
import { MemberTable } from '#/components/users/member-table.tsx'
import { UsersSection } from '#/components/users/users-section.tsx'
import { type AccountGrant, asOwner, ownMembership, unlessReadOnly } from '#/lib/accounts/access/grants.ts'
import { listBouncing } from '#/lib/accounts/addresses/bouncing.ts'
import { invitationLife } from '#/lib/accounts/invitations/policy.ts'
import { listOpenInvitations } from '#/lib/accounts/invitations/queries.ts'
import { listAway } from '#/lib/accounts/members/activity.ts'
import { fieldsLeftMissing, isLastOwner } from '#/lib/accounts/members/policy.ts'
import { findAlertRoles, findOwnFields } from '#/lib/accounts/members/queries.ts'
import { listFieldNames } from '#/lib/contacts/fields/field-names.ts'
import { nextDueState } from '#/lib/contacts/fields/policy.ts'
import { whoTakesAlertsWithout } from '#/lib/notices/routing/reach-queries.ts'
import type { AddressStatus } from '#/lib/notices/views/address-status.ts'
import { listOwnAddressStatuses } from '#/lib/notices/views/address-status-queries.ts'
import type { FormAction } from '#/lib/platform/lists/form-state.ts'
import { currentSettings } from '#/lib/platform/settings/current.ts'
import { getStore } from '#/lib/platform/store/store.ts'
import { addressKey } from '#/lib/platform/values/address-key.ts'
import { day, now } from '#/lib/platform/values/clock.ts'
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

type LeaveLinkProps = { account: { name: string }; path: string; lastOwner: boolean }

/** The way out of an account, open to anyone but its last owner. */
async function LeaveLink({ account, path, lastOwner }: LeaveLinkProps) {
  const t = await getTranslations('users.leave')
  const words = { account: account.name }
  return (
    <UsersSection title={t('title')} description={lastOwner ? t('lastOwner', words) : t('text', words)}>
      {lastOwner ? null : (
        <p>
          <ButtonLink href={`${path}?leave=1`}>{t('action')}</ButtonLink>
        </p>
      )}
    </UsersSection>
  )
}

/**
 * What the departure would change that the page's address asks about: `?remove=<user id>`, of an owner, or `?leave`.
 * Null where it asks about none, or about nobody here.
 */
async function foreseeDeparture(
  grant: AccountGrant,
  query: Record<string, string | string[] | undefined>,
): Promise<Departure | null> {
  const ownId = ownMembership(grant)?.userId
  const userId = asOwner(grant) && query.remove !== undefined ? query.remove : ownId
  const leaving = userId === ownId
  if (leaving && (!ownId || (query.leave === undefined && query.remove !== ownId))) return null
  const member = grant.members.find((one) => one.userId === userId)
  if (!member) return null
  const { read } = await getStore()
  const { programmeName, completionDays } = await currentSettings()
  const missing = fieldsLeftMissing(grant, member.userId)
  const due = nextDueState(grant.account, missing, now(), completionDays)
  const stays = await findOwnFields(read, grant, member.email)
  const alertsTo = await whoTakesAlertsWithout(read, grant, member.userId)
  const names = await listFieldNames(stays, programmeName)
  const form = `${grant.base}/${grant.locked ? 'onboarding' : 'configuration/contact-information'}`
  return {
    kind: leaving ? 'Leave' : 'Remove',
    member,
    lastOwner: isLastOwner(grant.members, member.userId),
    alert: await findAlertRoles(read, grant, member.userId),
    stays: stays.map((field, index) => ({ name: names[index] ?? field, href: `${form}#${field}` })),
    missing: await listFieldNames(missing, programmeName),
    alertsTo:
      alertsTo &&
      (alertsTo === 'alerts' ? { others: true } : { target: await namePurpose(alertsTo, programmeName) }),
    dueAt: grant.locked ? null : due.dueAt,
  }
}

type AskOwnersProps = {
  grant: AccountGrant
  /** Null for who may only look. */
  action: FormAction | null
  /** How each address stands, by its key. */
  statuses: ReadonlyMap<string, AddressStatus>
}

/** For who may not invite: who the owners are, and one button that asks them by mail. */
async function AskOwners({ grant, action, statuses }: AskOwnersProps) {
  const t = await getTranslations('users.ask')
  const { account, members } = grant
  return (
    <>
      <p className="max-w-measure">{t('text', { account: account.name })}</p>
      <ul className="flex flex-col gap-1">
        {members
          .filter(({ role }) => role === 'owner')
          .map(({ userId, name, email }) => (
            <li key={userId}>
              {name ? <span className="font-medium">{name} · </span> : null}
              <MemberAddress email={email} bounces={statuses.get(addressKey(email))?.status === 'bouncing'} />
            </li>
          ))}
      </ul>
      <div className="max-w-measure">
        <ActionForm action={action} id="ask" hidden={{ account: account.slug }} submit={t('submit')}>
          <FormTextarea name="text" label={t('message')} optional hint={t('messageHint')} rows={3} />
        </ActionForm>
      </div>
    </>
  )
}
