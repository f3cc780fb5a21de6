import { getTranslations } from 'next-intl/server'
import { ActionForm } from '#/components/form/action-form.tsx'
import { BrowserTimeZone } from '#/components/form/browser-time-zone.tsx'
import { PasskeyForm } from '#/components/passkeys/passkey-form.tsx'
import { SubmitButton } from '#/components/ui/submit-button.tsx'
import { env, findRelyingParty } from '#/env.ts'
import { listProviders } from '#/lib/changes/sign-in/providers.ts'
import { signInWithProviderAction } from './actions.ts'
import { askToSignInAction, signInWithPasskeyAction } from './passkey-actions.ts'

/** The other ways of signing in: a passkey where browsers have them, and the providers that are configured. */
export async function OtherWays({ next }: { next: string }) {
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
          <BrowserTimeZone name="timeZone" />
        </PasskeyForm>
      ) : null}
      {providers.map(({ id, name }) => (
        <ActionForm key={id} action={signInWithProviderAction} id={`sign-in-${id}`}>
          <input type="hidden" name="provider" value={id} />
          <input type="hidden" name="next" value={next} />
          <BrowserTimeZone name="timeZone" />
          <SubmitButton variant="secondary">{t('with', { provider: name })}</SubmitButton>
        </ActionForm>
      ))}
    </section>
  )
}
