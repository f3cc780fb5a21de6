import type { Writer } from '#/db/store/store.ts'
import { recordRefusal } from '#/lib/accounts/search/marks.ts'
import { parseRefusal } from '#/lib/platform/mail/bounce-policy.ts'
import type { OutboxRow } from '#/lib/platform/outbox/claims.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { isErased } from '#/lib/platform/values/erased.ts'
import { stateOf } from './deliveries.ts'
import { fallBack } from './fall-back.ts'
import { mailDeferredResolve } from './resolves.ts'

/**
 * What follows from a settled mail, in the same transaction: a refused address is judged, a failed delivery lets its notice fall
 * back, an accepted one lets the end be told. `settled` is the row as it now stands.
 */
export async function followUp(tx: Writer, settled: OutboxRow): Promise<void> {
  const at = now()
  const state = stateOf(settled.status)
  if (state === 'accepted' && settled.thenResolve) await mailDeferredResolve(tx, settled, at)
  if (state !== 'failed' || settled.status === 'withheld') return
  const refused = settled.status === 'failed' ? parseRefusal(settled.lastError) : null
  if (refused !== null && settled.recipient && !isErased(settled.recipient)) {
    await recordRefusal(tx, { address: settled.recipient, deliveryId: settled.id, status: refused }, at)
  }
  await fallBack(tx, settled, at)
}
