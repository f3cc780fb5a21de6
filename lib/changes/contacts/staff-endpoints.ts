import { exclusive, type Store } from '#/db/store/store.ts'
import { endpointKey } from '#/db/words/points.ts'
import { assertNotClosed } from '#/lib/accounts/account/closing-policy.ts'
import { assertAccount } from '#/lib/accounts/account/load-account.ts'
import { clearMarks } from '#/lib/accounts/proof/marks.ts'
import { reauthoriseStaff } from '#/lib/identity/access/reauthorise-staff.ts'
import type { StaffGrant } from '#/lib/identity/access/staff-grants.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { stopMail } from './answer.ts'
import { fieldsOf, findOwn, place, update } from './endpoint-rows.ts'

type OfEndpoint = { account: string; endpoint: string }

/**
 * Staff switch an endpoint off: nothing goes there, and a notice that waits for it goes to the next contacts. Nobody at the account
 * can switch it on again.
 * @throws AppError `account-closed`, `not-found`, as `reauthoriseStaff`
 */
export function disableEndpoint(store: Store, grant: StaffGrant, of: OfEndpoint): Promise<void> {
  return change(store, grant, of, false)
}

/** Staff switch it on again, also one that said that it is gone; one that nobody confirmed stays unconfirmed. */
export function enableEndpoint(store: Store, grant: StaffGrant, of: OfEndpoint): Promise<void> {
  return change(store, grant, of, true)
}

function change(
  store: Store,
  grant: StaffGrant,
  { account: slug, endpoint: id }: OfEndpoint,
  isOn: boolean,
): Promise<void> {
  return store.transact(async (tx) => {
    const { actor } = await reauthoriseStaff(tx, grant, 'support')
    const loaded = await assertAccount(tx, { slug })
    assertNotClosed(loaded.account)
    const found = await findOwn(tx, loaded.account.id, id)
    // Pressed twice, or by two of the staff.
    if (isOn ? found.disabledAt === null : found.disabledBy !== null) return
    const works = { failures: 0, failedSince: null, probeAt: null }
    const off = { disabledAt: now(), disabledBy: actor.user.id }
    const changed = await update(tx, found, isOn ? { disabledAt: null, disabledBy: null, ...works } : off)
    const addressKey = endpointKey(id)
    if (isOn) await clearMarks(tx, [addressKey])
    const action = isOn ? 'endpoint.enabled' : 'endpoint.disabled'
    await place(tx, loaded, changed, fieldsOf(loaded, id), { action, actorId: actor.user.id, before: found })
    if (!isOn) await stopMail(tx, { accountId: loaded.account.id, addressKey })
  }, exclusive)
}
