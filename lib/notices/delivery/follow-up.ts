import type { Writer } from '#/db/store/store.ts'
import { noteRefusal } from '#/lib/accounts/search/marks.ts'
import { readRefusal } from '#/lib/platform/mail/bounce-policy.ts'
import type { OutboxRow } from '#/lib/platform/outbox/claims.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { isErased } from '#/lib/platform/values/erased.ts'
import { fateOf } from './deliveries.ts'
import { handOn } from './fall-back.ts'
import { tellHeldResolve } from './held-resolves.ts'

/**
 * What follows from a settled mail, in the same transaction: a refused address is judged, a failed delivery hands its notice
 * on, an accepted one lets the end be told. `settled` is the row as it now stands.
 */
export async function followUp(tx: Writer, settled: OutboxRow): Promise<void> {
  const at = now()
  const fate = fateOf(settled.status)
  if (fate === 'accepted' && settled.thenResolve) await tellHeldResolve(tx, settled, at)
  if (fate !== 'failed' || settled.status === 'withheld') return
  const refused = settled.status === 'failed' ? readRefusal(settled.lastError) : null
  if (refused !== null && settled.recipient && !isErased(settled.recipient)) {
    await noteRefusal(tx, { address: settled.recipient, deliveryId: settled.id, status: refused }, at)
  }
  await handOn(tx, settled, at)
}
