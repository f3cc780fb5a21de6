import { exclusive, type Store, type Writer } from '#/db/store/store.ts'
import { showEndpoint } from '#/db/words/accounts.ts'
import { endpointKey } from '#/db/words/points.ts'
import { assertNotClosed } from '#/lib/accounts/account/closing-policy.ts'
import { assertAccount } from '#/lib/accounts/account/load-account.ts'
import { withoutFailures } from '#/lib/accounts/proof/endpoint-proof.ts'
import { clearMarks, markAddress } from '#/lib/accounts/proof/marks.ts'
import { assertByLink, refusalKey } from '#/lib/changes/confirmations/endpoint-code.ts'
import { stopMail } from '#/lib/changes/effects/stop-mail.ts'
import { reauthoriseStaff } from '#/lib/identity/access/reauthorise-staff.ts'
import type { StaffGrant } from '#/lib/identity/access/staff-grants.ts'
import { ownErrors } from '#/lib/notices/endpoints/reason.ts'
import type { AuditAction } from '#/lib/platform/audit/actions.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { type Endpoint, findOwn, type Of, place, update } from './endpoint-rows.ts'

export const endpointSwitches = ['disable', 'enable'] as const
type Switched = { account: string; endpoint: string; act: (typeof endpointSwitches)[number] }

/**
 * Staff switch an endpoint off: nothing goes there, a notice that waits for it goes to the next contacts, and nobody at the account can
 * switch it on again. Or on, also one that said that it is gone or was refused; one that nobody confirmed stays unconfirmed.
 * @throws AppError `account-closed`, `not-found`, as `reauthoriseStaff`
 */
export function switchEndpoint(
  store: Store,
  grant: StaffGrant,
  { account: slug, endpoint: id, act }: Switched,
): Promise<void> {
  return store.transact(async (tx) => {
    const { actor } = await reauthoriseStaff(tx, grant, 'support')
    const loaded = await assertAccount(tx, { slug })
    assertNotClosed(loaded.account)
    const found = await findOwn(tx, loaded.account.id, id)
    const isOn = act === 'enable'
    // Pressed twice, or by two of the staff.
    if (isOn ? found.disabledAt === null : found.disabledBy !== null) return
    if (isOn) await clearMarks(tx, [endpointKey(id), refusalKey(found)])
    const on = { disabledAt: null, disabledBy: null, ...withoutFailures }
    const off = { disabledAt: now(), disabledBy: actor.user.id }
    const action = isOn ? 'endpoint.enabled' : 'endpoint.disabled'
    await write(tx, { loaded, actorId: actor.user.id }, found, action, isOn ? on : off)
  }, exclusive)
}

/**
 * "This is not mine", by the link in a message: nothing goes there, and this account can send no more codes there until staff enable
 * the endpoint, also if it adds it again.
 * @throws AppError `not-found`
 */
export async function refuseEndpoint(store: Store, token: string): Promise<void> {
  // Guesses, and links that were answered, ask for no lock that others wait for.
  if ((await assertByLink(store.read, token)).endpoint.codeHash === null) return
  return store.transact(async (tx) => {
    const { endpoint: found } = await assertByLink(tx, token)
    // Answered already.
    if (found.codeHash === null) return
    const loaded = await assertAccount(tx, { id: found.accountId })
    const mark = { address: showEndpoint(found), deliveryId: null, status: ownErrors.refused }
    // An earlier mark would stay, with its reason.
    await clearMarks(tx, [endpointKey(found.id)])
    for (const key of [endpointKey(found.id), refusalKey(found)])
      await markAddress(tx, { key, ...mark }, now())
    const off = { codeHash: null, disabledAt: now() }
    await write(tx, { loaded, actorId: null }, found, 'endpoint.refused', off)
  }, exclusive)
}

async function write(
  tx: Writer,
  of: Of,
  found: Endpoint,
  action: AuditAction,
  columns: Partial<Endpoint>,
): Promise<void> {
  await place(tx, of, await update(tx, found, columns), action, { before: found })
  if (action !== 'endpoint.enabled')
    await stopMail(tx, { accountId: found.accountId, addressKey: endpointKey(found.id) })
}
