import { networkOf } from '#/lib/audit/client-address.ts'
import { currentOrigin } from '#/lib/audit/origin.ts'

/** The network of whoever the running work serves, as far as can be told (lib/audit/request-origin.ts); empty for nobody's. */
export function currentNetwork(): string {
  return networkOf(currentOrigin())
}
