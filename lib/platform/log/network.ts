import { networkOf } from './client-address.ts'
import { currentOrigin } from './origin.ts'

/** The client's network of the running work (http/request-origin.ts); empty if it has none or is unknown. */
export function currentNetwork(): string {
  return networkOf(currentOrigin())
}
