import { getTranslations } from 'next-intl/server'
import { definePage } from '#/app/define-page.tsx'
import { ActionForm } from '#/components/form/action-form.tsx'
import { OfferZone } from '#/components/shell/offer-zone.tsx'
import { Page } from '#/components/shell/page.tsx'
import { Banner } from '#/components/ui/banner.tsx'
import { Card, DescriptionList } from '#/components/ui/card.tsx'
import { DoneBanner } from '#/components/ui/done-banner.tsx'
import { env } from '#/env.ts'
import { findRelyingParty } from '#/environment.ts'
import { listProviders } from '#/lib/changes/sign-in/providers.ts'
import { requireActor } from '#/lib/identity/access/require-staff.ts'
import { proofLife } from '#/lib/identity/passkeys/policy.ts'
import { countPasskeys } from '#/lib/identity/passkeys/queries.ts'
import { type Actor, listSessions } from '#/lib/identity/sessions/queries.ts'
import { getStore } from '#/lib/platform/store/store.ts'
import { minute, now } from '#/lib/platform/values/clock.ts'
import { endOtherSessionsAction } from './actions.ts'
import { AddressCard } from './address-card.tsx'
import { PasskeysCard } from './passkeys-card.tsx'
import { ProfileCard } from './profile-card.tsx'
import { SessionsCard } from './sessions-card.tsx'

export default definePage('/settings', requireActor, async ({ grant: actor, query }) => {
  const t = await getTranslations('settings')
  const { done } = query
  const passkeys = await getTranslations('passkeys.done')
  return (
    <Page title={t('title')}>
      <DoneBanner done={done} known={['profile']} title={(word) => t(`done.${word}`)} />
      <ProfileCard actor={actor} />
      <OfferZone stored={actor.user.timeZone} />
      {done === 'address' ? <AddressChanged actor={actor} /> : null}
      {done === 'address-proof' ? (
        <Banner
          meaning="good"
          role="status"
          title={passkeys('passkey-shown', { minutes: proofLife / minute })}
        />
      ) : null}
      <DoneBanner done={done} known={['address-cancelled']} title={(word) => t(`done.${word}`)} />
      <AddressCard actor={actor} />
      <DoneBanner done={done} known={['session', 'others']} title={(word) => t(`done.${word}`)} />
      <SessionsCard actor={actor} />
      <WaysCard actor={actor} />
      <DoneBanner
        done={done}
        known={['passkey-added', 'passkey-renamed', 'passkey-removed', 'passkey-shown']}
        title={(word) => passkeys(word, { minutes: proofLife / minute })}
      />
      <PasskeysCard actor={actor} />
    </Page>
  )
})

/** Confirms the new address, and offers to end other sessions, which a reader of the old mailbox could have started. */
async function AddressChanged({ actor }: { actor: Actor }) {
  const t = await getTranslations('settings')
  const { length } = await listSessions((await getStore()).read, actor, now())
  if (length < 2) return <Banner meaning="good" role="status" title={t('done.address')} />
  return (
    <Banner
      meaning="good"
      role="status"
      title={t('done.address')}
      action={
        <ActionForm
          action={endOtherSessionsAction}
          id="end-others-now"
          submit={t('sessions.endOthers')}
          variant="secondary"
        />
      }
    >
      {t('done.elsewhere', { count: length - 1 })}
    </Banner>
  )
}

async function WaysCard({ actor: { user } }: { actor: Actor }) {
  const t = await getTranslations('settings.ways')
  const passkeys = await getTranslations('passkeys')
  const methods = [{ term: t('email'), description: t('emailText', { email: user.email }) }]
  if (findRelyingParty(env.APP_URL)) {
    const count = await countPasskeys((await getStore()).read, user.id)
    const description =
      count > 0 ? passkeys('wayText', { action: passkeys('signIn.action') }) : passkeys('wayNone')
    methods.push({ term: passkeys('way'), description })
  }
  for (const { name } of listProviders())
    methods.push({ term: name, description: t('providerText', { provider: name }) })
  return (
    <Card title={t('title')} description={t('lead', { email: user.email })}>
      <DescriptionList items={methods} />
    </Card>
  )
}
