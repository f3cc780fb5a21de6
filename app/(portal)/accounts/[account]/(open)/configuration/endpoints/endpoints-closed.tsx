import { getTranslations } from 'next-intl/server'
import { Banner } from '#/components/ui/banner.tsx'
import { SmallLink } from '#/components/ui/button.tsx'
import type { Reader } from '#/db/store/store.ts'
import { currentEnvironment } from '#/lib/accounts/access/environment.ts'
import { type AccountGrant, asEditor } from '#/lib/accounts/access/grants.ts'
import { listAllowedKinds } from '#/lib/platform/settings/allowed-kinds.ts'

export type Closed = 'editors' | 'sandbox' | 'off'

/** Why this reader can add no endpoint here; null if they can. */
export async function whyClosed(read: Reader, grant: AccountGrant): Promise<Closed | null> {
  if (!asEditor(grant)) return 'editors'
  if ((await currentEnvironment()) === 'sandbox') return 'sandbox'
  return (await listAllowedKinds(read)).kinds.length === 0 ? 'off' : null
}

type EndpointsClosedProps = { closed: Closed | null; path: string; programme: string }

export async function EndpointsClosed({ closed, path, programme }: EndpointsClosedProps) {
  const t = await getTranslations('endpoints.closed')
  const form = await getTranslations('contacts.form')
  if (!closed) return null
  return (
    <Banner
      meaning={closed === 'sandbox' ? 'attention' : 'information'}
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
