import { getTranslations } from 'next-intl/server'
import { Banner } from '#/components/ui/banner.tsx'
import { SmallLink } from '#/components/ui/button.tsx'
import type { Reader } from '#/db/store/store.ts'
import { currentEnvironment } from '#/lib/accounts/access/environment.ts'
import { type AccountGrant, asEditor } from '#/lib/accounts/access/grants.ts'
import { listAllowedKinds } from '#/lib/platform/settings/allowed-kinds.ts'

/** What the banner means, by why endpoints are closed; `allOff`: the environment has `ENDPOINTS=off`. */
const meanings = { allOff: 'bad', editors: 'information', sandbox: 'attention', off: 'information' } as const

export type Closed = keyof typeof meanings

/** Why this reader can add no endpoint here; null if they can. */
export async function whyClosed(read: Reader, grant: AccountGrant): Promise<Closed | null> {
  const { kinds, why } = await listAllowedKinds(read)
  if (why === 'off') return 'allOff'
  if (!asEditor(grant)) return 'editors'
  if ((await currentEnvironment()) === 'sandbox') return 'sandbox'
  return kinds.length === 0 ? 'off' : null
}

type EndpointsClosedProps = { closed: Closed | null; path: string; programme: string }

export async function EndpointsClosed({ closed, path, programme }: EndpointsClosedProps) {
  const t = await getTranslations('endpoints.closed')
  const form = await getTranslations('contacts.form')
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
