import { headers } from 'next/headers'
import type { AccountEnvironment } from '#/db/words/accounts.ts'

/** The environment of the portal's switch. `proxy.ts` reads it from `?env=` or remembers it. */
export async function currentEnvironment(): Promise<AccountEnvironment> {
  return (await headers()).get('x-environment') === 'sandbox' ? 'sandbox' : 'production'
}
