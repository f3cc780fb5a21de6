import { getTranslations } from 'next-intl/server'
import { ActionForm } from '#/components/form/action-form.tsx'
import { AcceptFields } from '#/components/invitations/accept-fields.tsx'
import { Page } from '#/components/shell/page.tsx'
import { ButtonLink, ButtonRow } from '#/components/ui/button.tsx'
import { DescriptionList } from '#/components/ui/card.tsx'
import { SubmitButton } from '#/components/ui/submit-button.tsx'
import type { Reader } from '#/db/store/store.ts'
import { env } from '#/env.ts'
import { isAddressOfMember } from '#/lib/accounts/account/load-account.ts'
import type { InvitationState } from '#/lib/accounts/invitations/policy.ts'
import { type FoundInvitation, findInvitationByToken } from '#/lib/accounts/invitations/queries.ts'
import { readStaffRole } from '#/lib/changes/effects/staff-role.ts'
import { currentActor } from '#/lib/identity/sessions/current.ts'
import { findUserByEmail, type User } from '#/lib/identity/sessions/queries.ts'
import { getFormatter, nameReaderZone } from '#/lib/platform/i18n/formatter.ts'
import { currentSettings } from '#/lib/platform/settings/current.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { linkPage } from '../../public-page.tsx'
import { MailHelp } from '../../sign-in/mail-help.tsx'
import { acceptInvitationAction, switchPersonAction } from './actions.ts'

export default linkPage(
  '/invitations/[token]',
  (read, token) => findInvitationByToken(read, token, now()),
  async ({ found, token, read }) => {
    if (!found) return <EndedInvitation found={null} state="unknown" />
    if (found.state !== 'open') return <EndedInvitation found={found} state={found.state} />
    const { emailKey } = found.invitation
    if (await hasJoined(read, found)) return <EndedInvitation found={found} state="member" />
    const actor = await currentActor()
    if (actor && actor.user.emailKey !== emailKey)
      return <OtherPerson token={token} found={found} current={actor.user.email} />
    return <AcceptInvitation token={token} found={found} known={await findUserByEmail(read, emailKey)} />
  },
)

async function hasJoined(read: Reader, { invitation: { emailKey }, account }: FoundInvitation) {
  if (account) return isAddressOfMember(read, emailKey, account.id)
  const user = await findUserByEmail(read, emailKey)
  return user !== null && (await readStaffRole(read, user.id)) !== null
}

type AcceptInvitationProps = {
  token: string
  found: FoundInvitation
  /** The person with the invited address, if the portal knows one. */
  known: User | null
}

async function AcceptInvitation({ token, found, known }: AcceptInvitationProps) {
  const t = await getTranslations('invitations')
  const common = await getTranslations('common')
  const { programmeName: programme } = await currentSettings()
  const { invitation, account, inviterName: inviter } = found
  const words = { account: account?.name ?? '', programme, email: invitation.email, inviter }
  const lead = inviter ? t('lead', words) : t('leadByProgramme', words)
  const role = (
    <>
      <span className="font-medium">{common(`roles.${invitation.role}`)}</span>
      <span className="block text-muted text-small">
        {found.account ? t(`rights.${found.role}`) : t(`staff.rights.${found.role}`)}
      </span>
    </>
  )
  const expires = common('when', await expiryOf(found))
  return (
    <Page
      title={t(account ? 'title' : 'staff.title', words)}
      description={account ? lead : t('staff.lead', words)}
    >
      <DescriptionList
        items={[
          { term: t('role'), description: role },
          { term: t('expires'), description: expires },
        ]}
      />
      <ActionForm action={acceptInvitationAction} id="accept" hidden={{ token }} submit={t('accept')}>
        <AcceptFields name={known?.name ?? ''} locale={known?.locale ?? invitation.locale} />
      </ActionForm>
      {account ? null : (
        <p className="max-w-measure">
          {t(env.STAFF_PASSKEYS === 'required' ? 'staff.passkey' : 'staff.code')}
        </p>
      )}
      <p className="text-muted text-small">{t(account ? 'nothingYet' : 'staff.nothingYet', words)}</p>
    </Page>
  )
}

type OtherPersonProps = { token: string; found: FoundInvitation; current: string }

/** Explains to a person signed in with another address how to switch. */
async function OtherPerson({ token, found, current }: OtherPersonProps) {
  const t = await getTranslations('invitations.other')
  const { email } = found.invitation
  return (
    <Page title={t('title')} description={t('text', { email, current })}>
      <ActionForm action={switchPersonAction} id="switch" hidden={{ token }}>
        <ButtonRow>
          <SubmitButton>{t('switch', { email })}</SubmitButton>
          <ButtonLink href="/accounts">{t('stay', { current })}</ButtonLink>
        </ButtonRow>
      </ActionForm>
    </Page>
  )
}

type EndedInvitationProps = {
  /** `member`: open, but its address belongs to a member by now. `unknown`: no invitation has this link. */
  state: Exclude<InvitationState, 'open'> | 'member' | 'unknown'
  found: FoundInvitation | null
}

async function EndedInvitation({ state, found }: EndedInvitationProps) {
  const t = await getTranslations('invitations')
  const actor = await currentActor()
  const { programmeName: programme } = await currentSettings()
  const words = {
    email: found?.invitation.email ?? '',
    account: found?.account?.name ?? '',
    inviter: found?.inviterName ?? '',
    programme,
    ...(await expiryOf(found)),
  }
  const toStaff = found && !found.account && state !== 'unknown'
  return (
    <Page
      title={toStaff && state === 'member' ? t('staff.ended.member') : t(`ended.${state}`)}
      description={toStaff ? t(`staff.ended.${state}Text`, words) : t(`ended.${state}Text`, words)}
    >
      <p>
        {actor ? (
          <ButtonLink href="/accounts">{t('accounts.title')}</ButtonLink>
        ) : (
          <ButtonLink href="/sign-in">{t('signIn')}</ButtonLink>
        )}
      </p>
      {actor ? null : <MailHelp />}
    </Page>
  )
}

async function expiryOf(found: FoundInvitation | null) {
  const format = await getFormatter()
  const at = format.dateTime(found?.invitation.expiresAt ?? 0, { dateStyle: 'long', timeStyle: 'short' })
  return { at, zone: await nameReaderZone() }
}
