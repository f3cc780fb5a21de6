import { getTranslations } from 'next-intl/server'
import { Banner } from '#/components/ui/banner.tsx'
import { ButtonLink } from '#/components/ui/button.tsx'
import { findProvider } from '#/lib/changes/sign-in/providers.ts'
import { currentActor } from '#/lib/identity/sessions/current.ts'

type Parameter = string | string[] | undefined
type SignInNoticeProps = { done: Parameter; problem: Parameter; provider: Parameter }

/** Why one is on the sign-in page, where it is not by choice, and who is signed in already. */
export async function SignInNotice({ done, problem, provider }: SignInNoticeProps) {
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
  const actor = await currentActor()
  if (actor) {
    return (
      <Banner
        meaning="information"
        title={t('signedIn', { email: actor.user.email })}
        action={
          <ButtonLink size="small" href="/">
            {t('signedInGo')}
          </ButtonLink>
        }
      >
        {t('signedInText')}
      </Banner>
    )
  }
  if (done === 'everywhere') return <Banner meaning="good" role="status" title={t('everywhere')} />
  if (done === 'ended') return <Banner meaning="information" role="status" title={t('ended')} />
  return null
}
