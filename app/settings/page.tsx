import { getTranslations } from 'next-intl/server'
import { definePage } from '#/app/define-page.tsx'
import { OfferZone } from '#/components/shell/offer-zone.tsx'
import { Page } from '#/components/shell/page.tsx'
import { DoneBanner } from '#/components/ui/done-banner.tsx'
import { requireActor } from '#/lib/identity/access/require-staff.ts'
import { proofLife } from '#/lib/identity/passkeys/policy.ts'
import { minute } from '#/lib/platform/values/clock.ts'
import { AddressCard } from './address-card.tsx'
import { AddressChanged } from './address-changed.tsx'
import { PasskeysCard } from './passkeys-card.tsx'
import { ProfileCard } from './profile-card.tsx'
import { SessionsCard } from './sessions-card.tsx'
import { WaysCard } from './ways-card.tsx'

export default definePage('/settings', requireActor, async ({ grant: actor, query }) => {
  const t = await getTranslations('settings')
  const { done } = query
  const passkeys = await getTranslations('passkeys.done')
  return (
    <Page title={t('title')}>
      {done === 'address' ? <AddressChanged actor={actor} /> : null}
      <DoneBanner
        done={done}
        known={['profile', 'address-cancelled', 'session', 'others']}
        title={(word) => t(`done.${word}`)}
      />
      <DoneBanner
        done={done}
        known={['passkey-added', 'passkey-renamed', 'passkey-removed', 'passkey-shown']}
        title={(word) => passkeys(word, { minutes: proofLife / minute })}
      />
      <ProfileCard actor={actor} />
      <OfferZone stored={actor.user.timeZone} />
      <AddressCard actor={actor} />
      <SessionsCard actor={actor} />
      <WaysCard actor={actor} />
      <PasskeysCard actor={actor} />
    </Page>
  )
})
