import { networkOf } from './client-address.ts'
import { currentOrigin } from './origin.ts'

/** The network of whoever the running work serves, as far as can be told (lib/platform/http/request-origin.ts); empty for nobody's. */
export function currentNetwork(): string {
  return networkOf(currentOrigin())
}
