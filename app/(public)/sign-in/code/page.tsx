import { getTranslations } from 'next-intl/server'
import { ActionForm } from '#/components/form/action-form.tsx'
import { BrowserTimeZone } from '#/components/form/browser-time-zone.tsx'
import { FormInput } from '#/components/form/form-field.tsx'
import { Page } from '#/components/shell/page.tsx'
import { Disclosure } from '#/components/ui/disclosure.tsx'
import { Link } from '#/components/ui/link.tsx'
import { codeInput } from '#/components/ui/text-input.tsx'
import { findChallengeAddress } from '#/lib/changes/sign-in/challenges.ts'
import { readChallengeCookie } from '#/lib/identity/sessions/cookie.ts'
import { challengeTtl } from '#/lib/identity/sessions/policy.ts'
import { minute } from '#/lib/platform/values/clock.ts'
import { nextPathOf, publicPage } from '../../public-page.tsx'
import { redeemCodeAction } from '../actions.ts'
import { MailDelayed } from '../mail-delayed.tsx'
import { MailHelp } from '../mail-help.tsx'
import { NothingToRedeem } from '../nothing-to-redeem.tsx'

const minutes = challengeTtl / minute

export default publicPage('/sign-in/code', async ({ read, query }) => {
  const t = await getTranslations('signIn.code')
  const next = nextPathOf(query)
  const challengeId = await readChallengeCookie('sign-in')
  const email = challengeId && (await findChallengeAddress(read, challengeId, 'sign-in'))
  const again = `/sign-in${next ? `?${new URLSearchParams({ next })}` : ''}`
  if (!email) {
    return (
      <NothingToRedeem
        next={next}
        title={t('none')}
        text={t('noneText', { minutes })}
        again={{ href: again, label: t('again') }}
      />
    )
  }
  return (
    <Page title={t('title')} description={t('lead', { email, minutes })} above={<MailDelayed read={read} />}>
      <ActionForm
        action={redeemCodeAction}
        id="sign-in-code"
        hidden={{ next: next ?? '' }}
        submit={t('submit')}
      >
        <BrowserTimeZone />
        <FormInput {...codeInput} label={t('label')} hint={t('hint')} autoFocus />
      </ActionForm>
      <Disclosure summary={t('notThere')}>
        <p>{t('notThereText', { email })}</p>
        <MailHelp />
      </Disclosure>
      <p>
        <Link href={again} className="inline-block py-1">
          {t('again')}
        </Link>
      </p>
    </Page>
  )
})
