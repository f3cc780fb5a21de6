import { getTranslations } from 'next-intl/server'
import { Banner } from '#/components/ui/banner.tsx'
import { SmallLink } from '#/components/ui/button.tsx'
import type { Reader } from '#/db/store/store.ts'
import type { EndpointKind } from '#/db/words/accounts.ts'
import { currentEnvironment } from '#/lib/accounts/access/environment.ts'
import { type AccountGrant, asEditor } from '#/lib/accounts/access/grants.ts'
import { listAllowedKinds } from '#/lib/platform/settings/allowed-kinds.ts'
import { currentSettings } from '#/lib/platform/settings/current.ts'

/** What the banner means, by why endpoints are closed; `allOff`: the environment has `ENDPOINTS=off`. */
const meanings = { allOff: 'bad', editors: 'information', sandbox: 'attention', off: 'information' } as const

/** `closed`: why this reader can add no endpoint here; null if they can. `kinds`: those that can be added to some account. */
export type Offer = { closed: keyof typeof meanings | null; kinds: readonly EndpointKind[] }

export async function readOffer(read: Reader, grant: AccountGrant): Promise<Offer> {
  const { kinds, why } = await listAllowedKinds(read)
  const isSandbox = (await currentEnvironment()) === 'sandbox'
  const none = kinds.length === 0 ? 'off' : null
  if (why === 'off') return { closed: 'allOff', kinds }
  if (!asEditor(grant)) return { closed: 'editors', kinds }
  return { closed: isSandbox ? 'sandbox' : none, kinds }
}

type EndpointsClosedProps = Pick<Offer, 'closed'> & { path: string }

export async function EndpointsClosed({ closed, path }: EndpointsClosedProps) {
  const t = await getTranslations('endpoints.closed')
  const form = await getTranslations('contacts.form')
  const { programmeName: programme } = await currentSettings()
  if (!closed) return null
  return (
    <Banner
      meaning={meanings[closed]}
      title={t(closed, { programme })}
      action={
        closed === 'sandbox' ? (
          <SmallLink href={`${path}?env=production`} prefetch={false}>
            {form('switchToProduction')}
          </SmallLink>
        ) : undefined
      }
    />
  )
}
