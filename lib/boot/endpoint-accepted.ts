import type { Store } from '#/db/store/store.ts'
import { recordEndpointWorks } from '#/lib/accounts/proof/endpoint-proof.ts'
import { tryCode } from '#/lib/changes/confirmations/endpoint-code.ts'
import { acknowledgeByEndpoint } from '#/lib/notices/acknowledgement/by-endpoint.ts'
import type { Accepted } from '#/lib/notices/endpoints/transport.ts'

/** What follows when an endpoint took a message: its answer acknowledges, brings a code back, or shows that it works again. */
export async function onEndpointAccepted(store: Store, accepted: Accepted): Promise<void> {
  const { row, endpointId, answeredBy, code, wasFailing } = accepted
  // A wrong code only counts as a try.
  if (code) await store.transact((tx) => tryCode(tx, { id: endpointId }, code))
  if (wasFailing) await store.transact((tx) => recordEndpointWorks(tx, endpointId, row.createdAt))
  // The message was taken, whether or not the account still lists who answers.
  if (answeredBy !== null) await acknowledgeByEndpoint(store, row.id, answeredBy)
}
