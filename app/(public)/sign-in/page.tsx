import { getTranslations } from 'next-intl/server'
import type { PageQuery } from '#/app/define-page.tsx'
import { ActionForm } from '#/components/form/action-form.tsx'
import { BrowserTimeZone } from '#/components/form/browser-time-zone.tsx'
import { FormInput } from '#/components/form/form-field.tsx'
import { PasskeyForm } from '#/components/passkeys/passkey-form.tsx'
import { Page } from '#/components/shell/page.tsx'
import { Banner } from '#/components/ui/banner.tsx'
import { SmallLink } from '#/components/ui/button.tsx'
import { SubmitButton } from '#/components/ui/submit-button.tsx'
import { emailInput } from '#/components/ui/text-input.tsx'
import { env } from '#/env.ts'
import { findRelyingParty } from '#/environment.ts'
import { findProvider, listProviders } from '#/lib/changes/sign-in/providers.ts'
import { currentActor } from '#/lib/identity/sessions/current.ts'
import { nextPathOf, publicPage } from '../public-page.tsx'
import {
  askToSignInAction,
  requestSignInAction,
  signInWithPasskeyAction,
  signInWithProviderAction,
} from './actions.ts'
import { MailDelayed } from './mail-delayed.tsx'
import { MailHelp } from './mail-help.tsx'

export default publicPage('/sign-in', async ({ read, query }) => {
  const t = await getTranslations('signIn')
  const next = nextPathOf(query) ?? ''
  return (
    <Page
      title={t('title')}
      description={t('lead')}
      above={
        <>
          <SignInNotice query={query} />
          <MailDelayed read={read} />
        </>
      }
    >
      <ActionForm action={requestSignInAction} id="sign-in" hidden={{ next }} submit={t('continue')}>
        <FormInput
          {...emailInput}
          name="email"
          autoComplete="email"
          label={t('email')}
          hint={t('emailHint')}
          defaultValue={(await currentActor())?.user.email}
          required
        />
      </ActionForm>
      <OtherWays next={next} />
      <p className="text-muted text-small">{t('newHere')}</p>
      <MailHelp />
    </Page>
  )
})

/** The other ways to sign in: a passkey if the browser supports them, and the configured providers. */
async function OtherWays({ next }: { next: string }) {
  const providers = listProviders()
  const hasPasskeys = findRelyingParty(env.APP_URL) !== null
  if (providers.length === 0 && !hasPasskeys) return null
  const t = await getTranslations('signIn')
  const passkeys = await getTranslations('passkeys.signIn')
  return (
    <section aria-label={t('chooseWay')} className="flex flex-col gap-3">
      <p className="flex items-center gap-3 text-muted text-small before:h-px before:flex-1 before:bg-line after:h-px after:flex-1 after:bg-line">
        {t('or')}
      </p>
      {hasPasskeys ? (
        <PasskeyForm
          ask={{ kind: 'show', action: askToSignInAction }}
          action={signInWithPasskeyAction}
          id="sign-in-passkey"
          hidden={{ next }}
          variant="secondary"
          button={passkeys('action')}
        >
          <BrowserTimeZone />
        </PasskeyForm>
      ) : null}
      {providers.map(({ id, name }) => (
        <ActionForm
          key={id}
          action={signInWithProviderAction}
          id={`sign-in-${id}`}
          hidden={{ provider: id, next }}
        >
          <BrowserTimeZone />
          <SubmitButton variant="secondary">{t('with', { provider: name })}</SubmitButton>
        </ActionForm>
      ))}
    </section>
  )
}

/** Explains why the person landed on the sign-in page, and who is signed in already. */
async function SignInNotice({ query: { done, problem, with: provider } }: { query: PageQuery }) {
  const t = await getTranslations('signIn')
  const name = findProvider(provider)?.name
  if (name && problem === 'refused') {
    return (
      <Banner meaning="bad" role="alert" title={t('refused')}>
        {t('providerRefused', { provider: name })}
      </Banner>
    )
  }
  if (name && problem === 'failed') {
    return (
      <Banner meaning="bad" role="alert" title={t('failed', { provider: name })}>
        {t('providerFailed')}
      </Banner>
    )
  }
  if (done === 'staff')
    return (
      <Banner meaning="information" role="status" title={t('staff.title')}>
        {t('staff.text')}
      </Banner>
    )
  const actor = await currentActor()
  if (actor) {
    return (
      <Banner
        meaning="information"
        title={t('signedIn', { email: actor.user.email })}
        action={<SmallLink href="/">{t('signedInGo')}</SmallLink>}
      >
        {t('signedInText')}
      </Banner>
    )
  }
  if (done === 'everywhere') return <Banner meaning="good" role="status" title={t('everywhere')} />
  if (done === 'ended') return <Banner meaning="information" role="status" title={t('ended')} />
  return null
}
