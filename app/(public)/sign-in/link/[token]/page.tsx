import { getTranslations } from 'next-intl/server'
import { definePage } from '#/app/define-page.tsx'
import { ActionForm } from '#/components/form/action-form.tsx'
import { BrowserTimeZone } from '#/components/form/browser-time-zone.tsx'
import { Page } from '#/components/shell/page.tsx'
import { PublicShell } from '#/components/shell/public-shell.tsx'
import { ButtonLink } from '#/components/ui/button.tsx'
import { findLinkAddress } from '#/lib/changes/sign-in/email-sign-in.ts'
import { anybody } from '#/lib/identity/access/require-staff.ts'
import { currentActor } from '#/lib/identity/sessions/current.ts'
import { challengeLife, safeNextPath } from '#/lib/identity/sessions/policy.ts'
import { openLink } from '#/lib/platform/limits/wrong-links.ts'
import { minute } from '#/lib/platform/values/clock.ts'
import { redeemLinkAction } from '../../actions.ts'
import { AlreadySignedIn } from '../../already-signed-in.tsx'
import { MailHelp } from '../../mail-help.tsx'

/** Mail scanners open links and run scripts: opening changes nothing, the button signs in. */
export default definePage('/sign-in/link/[token]', anybody, async ({ read, params, query }) => {
  const t = await getTranslations('signIn.link')
  const { token } = params
  const { next } = query
  const goTo = safeNextPath(typeof next === 'string' ? next : null)
  const email = await openLink(findLinkAddress(read, token))
  const actor = email ? null : await currentActor()
  if (actor) {
    return (
      <PublicShell>
        <AlreadySignedIn email={actor.user.email} href={goTo ?? '/'} />
      </PublicShell>
    )
  }
  const title = email ? t('title') : t('ended')
  return (
    <PublicShell>
      <Page
        title={title}
        description={email ? t('lead', { email }) : t('endedText', { minutes: challengeLife / minute })}
      >
        {email ? (
          <ActionForm
            action={redeemLinkAction}
            id="sign-in-link"
            hidden={{ token, next: goTo ?? '' }}
            submit={t('submit')}
          >
            <BrowserTimeZone name="timeZone" />
          </ActionForm>
        ) : (
          <>
            <p>
              <ButtonLink href="/sign-in">{t('again')}</ButtonLink>
            </p>
            <MailHelp />
          </>
        )}
      </Page>
    </PublicShell>
  )
})
