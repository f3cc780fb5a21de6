import { headers } from 'next/headers'
import type { AccountEnvironment } from '#/db/words/accounts.ts'

/** The environment the portal's switch is on, as `proxy.ts` read it from `?env=` or remembered it. */
export async function currentEnvironment(): Promise<AccountEnvironment> {
  return (await headers()).get('x-environment') === 'sandbox' ? 'sandbox' : 'production'
}
