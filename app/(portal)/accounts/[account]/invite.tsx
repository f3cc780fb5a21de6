import { getTranslations } from 'next-intl/server'
import { type AddressStatuses, MemberAddress } from '#/components/contacts/address-status.tsx'
import { ActionForm } from '#/components/form/action-form.tsx'
import { FormSelect, FormTextarea } from '#/components/form/form-field.tsx'
import { DoneBanner } from '#/components/ui/done-banner.tsx'
import { InvitationTable } from '#/components/users/invitation-table.tsx'
import { UsersSection } from '#/components/users/users-section.tsx'
import { memberRoles } from '#/db/words/people.ts'
import { type AccountGrant, unlessReadOnly } from '#/lib/accounts/access/grants.ts'
import { invitationTtl, maxInvitedAddresses } from '#/lib/accounts/invitations/policy.ts'
import { listOpenInvitations } from '#/lib/accounts/invitations/queries.ts'
import { listOwners } from '#/lib/accounts/members/policy.ts'
import { languageOptions } from '#/lib/platform/i18n/languages.ts'
import { isFormAnswered } from '#/lib/platform/lists/refused-form.ts'
import { listMarkedKeys } from '#/lib/platform/mail/marks.ts'
import { currentSettings } from '#/lib/platform/settings/current.ts'
import { day, now } from '#/lib/platform/values/clock.ts'
import { addressKey } from '#/lib/platform/values/fold.ts'
import type { AccountPageProps } from './account-page.tsx'
import { countOf } from './count-of.ts'
import * as actions from './users-actions.ts'
import { InvitationsFollow } from './what-follows.tsx'

type OwnersProps = Pick<AccountPageProps, 'read' | 'query'> & { grant: AccountGrant<'viewer' | 'owner'> }

type InvitationsProps = OwnersProps & {
  /** Whether the form is there, and the address without it; null where it cannot be closed. */
  invites: { isOpen: boolean; close: string | null }
}

/** The form that invites people, where it was asked for, and the invitations that wait for an answer. */
export async function Invitations({ grant, read, query, invites }: InvitationsProps) {
  const t = await getTranslations('users')
  const { programmeName } = await currentSettings()
  const open = await listOpenInvitations(read, grant, now())
  const invited = open.map(({ invitation }) => invitation)
  const isDone = query.done === 'invited' || query.done === 'revoked'
  return (
    <>
      {invites.isOpen ? (
        <UsersSection title={t('invite.title')}>
          {/* A new invitation empties the form. */}
          <InviteForm key={open[0]?.invitation.id} grant={grant} close={invites.close} />
        </UsersSection>
      ) : null}
      {open.length > 0 || isDone ? (
        <UsersSection id="invitations" title={t('open.title')} count={open.length}>
          <DoneBanner
            done={query.done}
            known={['invited', 'revoked']}
            title={(word) => t(`done.${word}`, { count: countOf(query) })}
          >
            {query.done === 'invited' ? (
              <InvitationsFollow waiting={open.length} href="#invitations" />
            ) : null}
          </DoneBanner>
          <InvitationTable
            invitations={open}
            bouncing={
              await listMarkedKeys(
                read,
                invited.map(({ email }) => email),
              )
            }
            hidden={{ account: grant.account.slug }}
            programme={programmeName}
            actions={unlessReadOnly(grant, {
              resend: actions.resendInvitationAction,
              revoke: actions.revokeInvitationAction,
            })}
          />
        </UsersSection>
      ) : null}
    </>
  )
}

type InviteFormProps = { grant: AccountGrant; close: string | null }

/** As low as it can be, so that a phone shows all of it below the gate's header. */
async function InviteForm({ grant, close }: InviteFormProps) {
  const { account } = grant
  const t = await getTranslations('users.invite')
  const common = await getTranslations('common')
  return (
    <div className="flex max-w-measure flex-col gap-4">
      <ActionForm
        action={unlessReadOnly(grant, actions.inviteMembersAction)}
        id="invite"
        hidden={{ account: account.slug }}
        submit={t('submit')}
        cancel={close ?? undefined}
      >
        <FormTextarea
          name="emails"
          label={t('emails')}
          hint={t('emailsHint', { max: maxInvitedAddresses })}
          rows={3}
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          autoFocus={close !== null && !(await isFormAnswered())}
          required
        />
        <div className="grid grid-cols-2 items-end gap-x-3 gap-y-4">
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
      </ActionForm>
      <p className="text-muted text-small">
        {t('roleHint')} {t('description', { days: invitationTtl / day })}
      </p>
    </div>
  )
}

type AskOwnersProps = Pick<AccountPageProps, 'grant' | 'query'> & { statuses: AddressStatuses }

/** For members who may not invite: the owners, and a button that asks them by mail. */
export async function AskOwners({ grant, query, statuses }: AskOwnersProps) {
  const t = await getTranslations('users.ask')
  const users = await getTranslations('users.done')
  const { account, members } = grant
  return (
    <UsersSection id="ask-owners" title={t('title')}>
      <DoneBanner
        done={query.done}
        known={['asked']}
        title={(word) => users(word, { count: countOf(query) })}
      />
      <p className="max-w-measure">{t('text', { account: account.name })}</p>
      <ul className="flex flex-col gap-1">
        {listOwners(members).map(({ userId, name, email }) => (
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
