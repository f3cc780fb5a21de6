import { getTranslations } from 'next-intl/server'
import { definePage } from '#/app/define-page.tsx'
import { OfferZone } from '#/components/shell/offer-zone.tsx'
import { PageTitle } from '#/components/shell/page-title.tsx'
import { Banner } from '#/components/ui/banner.tsx'
import { PageHeader } from '#/components/ui/page-header.tsx'
import { requireActor } from '#/lib/identity/access/require-staff.ts'
import { proofLife } from '#/lib/identity/passkeys/policy.ts'
import { currentSettings } from '#/lib/platform/settings/current.ts'
import { minute } from '#/lib/platform/values/clock.ts'
import { AddressCard } from './address-card.tsx'
import { AddressChanged } from './address-changed.tsx'
import { PasskeysCard } from './passkeys-card.tsx'
import { ProfileCard } from './profile-card.tsx'
import { SessionsCard } from './sessions-card.tsx'
import { WaysCard } from './ways-card.tsx'

const doneKeys = ['profile', 'address-cancelled', 'session', 'others'] as const
const passkeyDone = ['passkey-added', 'passkey-renamed', 'passkey-removed', 'passkey-shown'] as const

export default definePage(async ({ searchParams }: PageProps<'/settings'>) => {
  const actor = await requireActor()
  const t = await getTranslations('settings')
  const { programmeName } = await currentSettings()
  const { done: asked } = await searchParams
  const passkeys = await getTranslations('passkeys.done')
  const done = doneKeys.find((key) => key === asked)
  const ofPasskeys = passkeyDone.find((key) => key === asked)
  return (
    <>
      <PageTitle parts={[t('title'), programmeName]} />
      <PageHeader title={t('title')} />
      {asked === 'address' ? <AddressChanged actor={actor} /> : null}
      {done ? <Banner meaning="good" role="status" title={t(`done.${done}`)} /> : null}
      {ofPasskeys ? (
        <Banner meaning="good" role="status" title={passkeys(ofPasskeys, { minutes: proofLife / minute })} />
      ) : null}
      <ProfileCard actor={actor} />
      <OfferZone stored={actor.user.timeZone} />
      <AddressCard actor={actor} />
      <SessionsCard actor={actor} />
      <WaysCard actor={actor} />
      <PasskeysCard actor={actor} />
    </>
  )
})
