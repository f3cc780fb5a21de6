import type { Store } from '#/db/store/store.ts'
import { linkToken } from '#/lib/platform/mail/signed-token.ts'
import { type Acknowledgement, acknowledgeByMail } from './acknowledge-link.ts'

/**
 * Acknowledges what a message told, as its link does: an endpoint answers by it. `by`: who, in its own words.
 * @throws AppError as `acknowledgeByMail`
 */
export function acknowledgeByEndpoint(
  store: Store,
  deliveryId: string,
  by: string,
): Promise<Acknowledgement> {
  return acknowledgeByMail(store, linkToken('acknowledge', deliveryId), null, by)
}
