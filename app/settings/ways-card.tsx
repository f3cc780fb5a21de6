import { getTranslations } from 'next-intl/server'
import { Card } from '#/components/ui/card.tsx'
import { DescriptionList } from '#/components/ui/description-list.tsx'
import { env, findRelyingParty } from '#/env.ts'
import { listProviders } from '#/lib/changes/sign-in/providers.ts'
import { countPasskeys } from '#/lib/identity/passkeys/queries.ts'
import type { Actor } from '#/lib/identity/sessions/queries.ts'
import { getStore } from '#/lib/platform/store/store.ts'

/** How one can sign in here. */
export async function WaysCard({ actor: { user } }: { actor: Actor }) {
  const t = await getTranslations('settings.ways')
  const passkeys = await getTranslations('passkeys')
  const ways = [{ id: 'email', term: t('email'), description: t('emailText', { email: user.email }) }]
  if (findRelyingParty(env.APP_URL)) {
    const count = await countPasskeys((await getStore()).read, user.id)
    const description =
      count > 0 ? passkeys('wayText', { action: passkeys('signIn.action') }) : passkeys('wayNone')
    ways.push({ id: 'passkey', term: passkeys('way'), description })
  }
  for (const { id, name } of listProviders()) {
    ways.push({ id, term: name, description: t('providerText', { provider: name }) })
  }
  return (
    <Card title={t('title')} description={t('lead', { email: user.email })}>
      <DescriptionList items={ways} />
    </Card>
  )
}
