import { getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { type AddressStatuses, MemberAddress } from '#/components/contacts/address-status.tsx'
import { ActionForm } from '#/components/form/action-form.tsx'
import { FormSelect, FormTextarea } from '#/components/form/form-field.tsx'
import { PageTitle } from '#/components/shell/page.tsx'
import { ButtonLink } from '#/components/ui/button.tsx'
import { DoneBanner } from '#/components/ui/done-banner.tsx'
import { InvitationTable } from '#/components/users/invitation-table.tsx'
import { MemberTable } from '#/components/users/member-table.tsx'
import { memberRoles } from '#/db/words/people.ts'
import { type AccountGrant, asOwner, ownMembership, unlessReadOnly } from '#/lib/accounts/access/grants.ts'
import { listBouncing } from '#/lib/accounts/addresses/addresses.ts'
import { invitationLife, maxInvitedAtOnce } from '#/lib/accounts/invitations/policy.ts'
import { listOpenInvitations } from '#/lib/accounts/invitations/queries.ts'
import { listAway } from '#/lib/accounts/members/activity.ts'
import { isLastOwner } from '#/lib/accounts/members/policy.ts'
import { listOwnAddressStatuses } from '#/lib/notices/views/address-status-queries.ts'
import { languageOptions } from '#/lib/platform/i18n/languages.ts'
import { currentSettings } from '#/lib/platform/settings/current.ts'
import { day, now } from '#/lib/platform/values/clock.ts'
import { addressKey } from '#/lib/platform/values/fold.ts'
import { AccountPage, type AccountPageProps } from './account-page.tsx'
import { ConfigurationTabs } from './configuration-tabs.tsx'
import { countOf } from './count-of.ts'
import { DepartureQuestion, findDeparture } from './departure.tsx'
import { usersPath } from './paths.ts'
import * as actions from './users-actions.ts'
import { InvitationsFollow } from './what-follows.tsx'

/** The Users tab of the gate and of Configuration (product.md, Users tab). */
export async function renderUsers({ grant, read, query }: AccountPageProps) {
  const t = await getTranslations('users')
  const { account } = grant
  const departure = findDeparture(grant, query)
  const content = departure ? (
    <DepartureQuestion grant={grant} read={read} {...departure} />
  ) : (
    <Users grant={grant} read={read} query={query} />
  )
  if (!grant.locked) {
    return (
      <AccountPage grant={grant} title={t('title')} description={t('description', { account: account.name })}>
        <ConfigurationTabs grant={grant} />
        {content}
      </AccountPage>
    )
  }
  return (
    <>
      <PageTitle parts={[t('title'), account.name]} />
      {content}
    </>
  )
}

async function Users({ grant, read, query }: AccountPageProps) {
  const t = await getTranslations('users')
  const { members } = grant
  const own = ownMembership(grant)
  const owner = asOwner(grant)
  const path = usersPath(grant)
  const statuses = await listOwnAddressStatuses(read, grant)
  const lastOwner = members.find(({ userId }) => isLastOwner(members, userId))
  return (
    <div className="flex flex-col gap-10">
      <UsersSection title={t('members.title')}>
        <DoneBanner done={query.done} known={['role', 'removed']} title={(word) => t(`done.${word}`)} />
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
        <Invitations grant={owner} read={read} query={query} />
      ) : (
        <AskOwners grant={grant} query={query} statuses={statuses} />
      )}
      {own ? <LeaveLink grant={grant} handsOver={own.userId === lastOwner?.userId} /> : null}
    </div>
  )
}

type InvitationsProps = Pick<AccountPageProps, 'read' | 'query'> & { grant: AccountGrant<'viewer' | 'owner'> }

async function Invitations({ grant, read, query }: InvitationsProps) {
  const t = await getTranslations('users')
  const { programmeName } = await currentSettings()
  const { account } = grant
  const open = await listOpenInvitations(read, grant, now())
  const invited = open.map(({ invitation }) => invitation)
  return (
    <>
      <UsersSection id="invitations" title={t('open.title')}>
        <DoneBanner
          done={query.done}
          known={['invited', 'revoked']}
          title={(word) => t(`done.${word}`, { count: countOf(query) })}
        >
          {query.done === 'invited' ? <InvitationsFollow waiting={open.length} href="#invitations" /> : null}
        </DoneBanner>
        <InvitationTable
          invitations={open}
          bouncing={await listBouncing(read, { members: invited, contacts: null })}
          hidden={{ account: account.slug }}
          none={t('open.none')}
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
          {/* A new invitation empties the form. */}
          <InviteForm key={open[0]?.invitation.id} grant={grant} />
        </div>
      </UsersSection>
    </>
  )
}

async function InviteForm({ grant }: { grant: AccountGrant }) {
  const { account } = grant
  const t = await getTranslations('users.invite')
  const common = await getTranslations('common')
  return (
    <ActionForm
      action={unlessReadOnly(grant, actions.inviteMembersAction)}
      id="invite"
      hidden={{ account: account.slug }}
      submit={t('submit')}
    >
      <FormTextarea
        name="emails"
        label={t('emails')}
        hint={t('emailsHint', { max: maxInvitedAtOnce })}
        rows={3}
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        required
      />
      <div className="grid gap-5 sm:grid-cols-2">
        <FormSelect
          name="role"
          label={t('role')}
          defaultValue="editor"
          options={memberRoles.map((role) => ({ value: role, label: common(`roles.${role}`) }))}
        />
        <FormSelect
          name="locale"
          label={t('locale')}
          defaultValue={account.defaultLocale}
          options={languageOptions}
        />
      </div>
      <p className="text-muted text-small">{t('roleHint')}</p>
    </ActionForm>
  )
}

/** The way to leave an account. The last owner hands it over. */
async function LeaveLink({ grant, handsOver }: { grant: AccountGrant; handsOver: boolean }) {
  const t = await getTranslations('users.leave')
  const words = { account: grant.account.name }
  return (
    <UsersSection title={t('title')} description={handsOver ? t('lastOwner', words) : t('text', words)}>
      <p>
        <ButtonLink id="leave" href={`${usersPath(grant)}?leave=1`}>
          {t('action')}
        </ButtonLink>
      </p>
    </UsersSection>
  )
}

type AskOwnersProps = Pick<AccountPageProps, 'grant' | 'query'> & { statuses: AddressStatuses }

/** For members who may not invite: the owners, and a button that asks them by mail. */
async function AskOwners({ grant, query, statuses }: AskOwnersProps) {
  const t = await getTranslations('users.ask')
  const users = await getTranslations('users.done')
  const { account, members } = grant
  return (
    <UsersSection title={t('title')}>
      <DoneBanner
        done={query.done}
        known={['asked']}
        title={(word) => users(word, { count: countOf(query) })}
      />
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
        <ActionForm
          action={unlessReadOnly(grant, actions.askOwnersAction)}
          id="ask"
          hidden={{ account: account.slug }}
          submit={t('submit')}
        >
          <FormTextarea name="text" label={t('message')} optional hint={t('messageHint')} rows={3} />
        </ActionForm>
      </div>
    </UsersSection>
  )
}

type UsersSectionProps = { id?: string; title: string; description?: string; children?: ReactNode }

/** A part of the Users tab, under the dialog's or the page's h1. */
function UsersSection({ id, title, description, children }: UsersSectionProps) {
  return (
    <section id={id} className="flex min-w-0 scroll-mt-24 flex-col gap-4">
      <div>
        <h2 className="text-title">{title}</h2>
        {description ? <p className="mt-1 max-w-measure text-muted">{description}</p> : null}
      </div>
      {children}
    </section>
  )
}
