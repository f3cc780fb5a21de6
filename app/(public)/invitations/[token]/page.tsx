import { getTimeZone, getTranslations } from 'next-intl/server'
import { MailHelp } from '#/app/(public)/sign-in/mail-help.tsx'
import { definePage } from '#/app/define-page.tsx'
import { ActionForm } from '#/components/form/action-form.tsx'
import { Page } from '#/components/shell/page.tsx'
import { PublicShell } from '#/components/shell/public-shell.tsx'
import { ButtonLink } from '#/components/ui/button.tsx'
import { isAddressOfMember } from '#/lib/accounts/account/load-account.ts'
import type { InvitationState } from '#/lib/accounts/invitations/policy.ts'
import { type FoundInvitation, findInvitationByToken } from '#/lib/accounts/invitations/queries.ts'
import { anybody } from '#/lib/identity/access/require-staff.ts'
import { currentActor } from '#/lib/identity/sessions/current.ts'
import { type Actor, findUserByEmail } from '#/lib/identity/sessions/queries.ts'
import { getFormatter } from '#/lib/platform/i18n/formatter.ts'
import { openLink } from '#/lib/platform/limits/wrong-links.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { AcceptInvitation } from './accept-invitation.tsx'
import { switchPersonAction } from './actions.ts'

/** Mail scanners open links and run scripts: opening changes nothing, the button accepts. */
export default definePage('/invitations/[token]', anybody, async ({ read, params }) => {
  const { token } = params
  const actor = await currentActor()
  const found = await openLink(findInvitationByToken(read, token, now()))
  return <PublicShell>{await choose()}</PublicShell>

  async function choose() {
    const ended = { found, actor }
    if (!found) return <EndedInvitation {...ended} state="unknown" />
    const { emailKey } = found.invitation
    if (found.state !== 'open') return <EndedInvitation {...ended} state={found.state} />
    if (await isAddressOfMember(read, emailKey, found.account.id))
      return <EndedInvitation {...ended} state="member" />
    if (actor && actor.user.emailKey !== emailKey)
      return <OtherPerson token={token} found={found} current={actor.user.email} />
    return <AcceptInvitation token={token} found={found} known={await findUserByEmail(read, emailKey)} />
  }
})

type OtherPersonProps = { token: string; found: FoundInvitation; current: string }

/** Said to whoever is signed in with another address than the invited one, with the way to switch. */
async function OtherPerson({ token, found, current }: OtherPersonProps) {
  const t = await getTranslations('invitations.other')
  const { email } = found.invitation
  return (
    <Page title={t('title')} description={t('text', { email, current })}>
      <ActionForm
        action={switchPersonAction}
        id="switch"
        hidden={{ token }}
        submit={t('switch', { email })}
        cancel={{ href: '/accounts', label: t('stay', { current }) }}
      />
    </Page>
  )
}

type EndedInvitationProps = {
  /** `member`: open, but its address has become a member's. `unknown`: there never was one with this link. */
  state: Exclude<InvitationState, 'open'> | 'member' | 'unknown'
  found: FoundInvitation | null
  actor: Actor | null
}

/** Says what became of an invitation that lets nobody in, and what to do. */
async function EndedInvitation({ state, found, actor }: EndedInvitationProps) {
  const t = await getTranslations('invitations')
  const format = await getFormatter()
  const expiresAt = found?.invitation.expiresAt ?? 0
  const words = {
    email: found?.invitation.email ?? '',
    account: found?.account.name ?? '',
    at: format.dateTime(expiresAt, { dateStyle: 'long', timeStyle: 'short' }),
    zone: await getTimeZone(),
  }
  const title = t(`ended.${state}`)
  return (
    <Page title={title} description={t(`ended.${state}Text`, words)}>
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
