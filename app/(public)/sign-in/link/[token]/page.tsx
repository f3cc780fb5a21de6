import { getTranslations } from 'next-intl/server'
import { ActionForm } from '#/components/form/action-form.tsx'
import { BrowserTimeZone } from '#/components/form/browser-time-zone.tsx'
import { Page } from '#/components/shell/page.tsx'
import { findLinkAddress } from '#/lib/changes/sign-in/email-sign-in.ts'
import { challengeTtl } from '#/lib/identity/sessions/policy.ts'
import { minute } from '#/lib/platform/values/clock.ts'
import { linkPage, nextPathOf } from '../../../public-page.tsx'
import { redeemLinkAction } from '../../actions.ts'
import { NothingToRedeem } from '../../nothing-to-redeem.tsx'

export default linkPage('/sign-in/link/[token]', findLinkAddress, async ({ found: email, token, query }) => {
  const t = await getTranslations('signIn.link')
  const next = nextPathOf(query)
  if (!email) {
    return (
      <NothingToRedeem
        next={next}
        title={t('ended')}
        text={t('endedText', { minutes: challengeTtl / minute })}
        again={{ href: '/sign-in', label: t('again') }}
      />
    )
  }
  return (
    <Page title={t('title')} description={t('lead', { email })}>
      <ActionForm
        action={redeemLinkAction}
        id="sign-in-link"
        hidden={{ token, next: next ?? '' }}
        submit={t('submit')}
      >
        <BrowserTimeZone />
      </ActionForm>
    </Page>
  )
})
