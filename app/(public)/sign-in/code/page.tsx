import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import { definePage } from '#/app/define-page.tsx'
import { ActionForm } from '#/components/form/action-form.tsx'
import { BrowserTimeZone } from '#/components/form/browser-time-zone.tsx'
import { FormInput } from '#/components/form/form-field.tsx'
import { Page } from '#/components/shell/page.tsx'
import { PublicShell } from '#/components/shell/public-shell.tsx'
import { ButtonLink } from '#/components/ui/button.tsx'
import { Disclosure } from '#/components/ui/disclosure.tsx'
import { findChallengeAddress } from '#/lib/changes/sign-in/challenges.ts'
import { anybody } from '#/lib/identity/access/require-staff.ts'
import { readChallengeCookie } from '#/lib/identity/sessions/cookie.ts'
import { currentActor } from '#/lib/identity/sessions/current.ts'
import { challengeLife, safeNextPath } from '#/lib/identity/sessions/policy.ts'
import { minute } from '#/lib/platform/values/clock.ts'
import { redeemCodeAction } from '../actions.ts'
import { AlreadySignedIn } from '../already-signed-in.tsx'
import { MailHelp } from '../mail-help.tsx'

const minutes = challengeLife / minute

export default definePage('/sign-in/code', anybody, async ({ read, query }) => {
  const t = await getTranslations('signIn.code')
  const { next: asked } = query
  const next = safeNextPath(typeof asked === 'string' ? asked : null)
  const challengeId = await readChallengeCookie('sign-in')
  const email = challengeId && (await findChallengeAddress(read, challengeId, 'sign-in'))
  const again = `/sign-in${next ? `?${new URLSearchParams({ next })}` : ''}`
  if (!email) {
    const actor = await currentActor()
    if (actor) {
      return (
        <PublicShell>
          <AlreadySignedIn email={actor.user.email} href={next ?? '/'} />
        </PublicShell>
      )
    }
    return (
      <PublicShell>
        <Page title={t('none')} description={t('noneText', { minutes })}>
          <p>
            <ButtonLink href={again}>{t('again')}</ButtonLink>
          </p>
          <MailHelp />
        </Page>
      </PublicShell>
    )
  }
  return (
    <PublicShell>
      <Page title={t('title')} description={t('lead', { email, minutes })}>
        <ActionForm
          action={redeemCodeAction}
          id="sign-in-code"
          hidden={{ next: next ?? '' }}
          submit={t('submit')}
        >
          <BrowserTimeZone name="timeZone" />
          <FormInput
            name="code"
            inputMode="numeric"
            autoComplete="one-time-code"
            maxLength={20}
            code
            width="half"
            label={t('label')}
            hint={t('hint')}
            required
            autoFocus
          />
        </ActionForm>
        <Disclosure summary={t('notThere')}>
          <p>{t('notThereText', { email })}</p>
        </Disclosure>
        <p>
          <Link href={again} className="inline-block py-1">
            {t('again')}
          </Link>
        </p>
        <MailHelp />
      </Page>
    </PublicShell>
  )
})
