import { getTranslations } from 'next-intl/server'
import { definePage } from '#/app/define-page.tsx'
import { ActionForm } from '#/components/form/action-form.tsx'
import { BrowserTimeZone } from '#/components/form/browser-time-zone.tsx'
import { PageTitle } from '#/components/shell/page-title.tsx'
import { PublicShell } from '#/components/shell/public-shell.tsx'
import { ButtonLink } from '#/components/ui/button.tsx'
import { PageHeader } from '#/components/ui/page-header.tsx'
import { SubmitButton } from '#/components/ui/submit-button.tsx'
import { findLinkAddress } from '#/lib/changes/sign-in/email-sign-in.ts'
import { currentActor } from '#/lib/identity/sessions/current.ts'
import { challengeLife, safeNextPath } from '#/lib/identity/sessions/policy.ts'
import { openLink } from '#/lib/platform/limits/wrong-links.ts'
import { currentSettings } from '#/lib/platform/settings/current.ts'
import { getStore } from '#/lib/platform/store/store.ts'
import { minute } from '#/lib/platform/values/clock.ts'
import { redeemLinkAction } from '../../actions.ts'
import { AlreadySignedIn } from '../../already-signed-in.tsx'
import { MailHelp } from '../../mail-help.tsx'

/** Mail scanners open links and run scripts: opening changes nothing, the button signs in. */
export default definePage(async ({ params, searchParams }: PageProps<'/sign-in/link/[token]'>) => {
  const t = await getTranslations('signIn.link')
  const { token } = await params
  const { programmeName } = await currentSettings()
  const { next } = await searchParams
  const goTo = safeNextPath(typeof next === 'string' ? next : null)
  const email = await openLink(findLinkAddress((await getStore()).read, token))
  const actor = email ? null : await currentActor()
  if (actor) {
    return (
      <PublicShell programme={programmeName}>
        <AlreadySignedIn email={actor.user.email} programme={programmeName} href={goTo ?? '/'} />
      </PublicShell>
    )
  }
  const title = email ? t('title') : t('ended')
  return (
    <PublicShell programme={programmeName}>
      <PageTitle parts={[title, programmeName]} />
      <PageHeader
        title={title}
        description={email ? t('lead', { email }) : t('endedText', { minutes: challengeLife / minute })}
      />
      {email ? (
        <ActionForm action={redeemLinkAction} id="sign-in-link">
          <input type="hidden" name="token" value={token} />
          <input type="hidden" name="next" value={goTo ?? ''} />
          <BrowserTimeZone name="timeZone" />
          <div>
            <SubmitButton>{t('submit')}</SubmitButton>
          </div>
        </ActionForm>
      ) : (
        <>
          <p>
            <ButtonLink href="/sign-in">{t('again')}</ButtonLink>
          </p>
          <MailHelp />
        </>
      )}
    </PublicShell>
  )
})
