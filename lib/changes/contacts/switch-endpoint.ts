import { exclusive, type Store, type Writer } from '#/db/store/store.ts'
import { nameEndpoint, showEndpoint } from '#/db/words/accounts.ts'
import { endpointKey } from '#/db/words/points.ts'
import { env } from '#/env.ts'
import { assertNotClosed } from '#/lib/accounts/account/closing-policy.ts'
import { assertAccount, type LoadedAccount } from '#/lib/accounts/account/load-account.ts'
import { mailMembers } from '#/lib/accounts/members/mail-members.ts'
import { listEditors } from '#/lib/accounts/members/policy.ts'
import { withoutFailures } from '#/lib/accounts/proof/endpoint-proof.ts'
import { clearMarks, markAddress } from '#/lib/accounts/proof/marks.ts'
import { assertByLink, refusalKeys } from '#/lib/changes/confirmations/endpoint-code.ts'
import { stopMail } from '#/lib/changes/effects/stop-mail.ts'
import { fieldsWithEndpoint } from '#/lib/contacts/fields/entries.ts'
import { reauthoriseStaff } from '#/lib/identity/access/reauthorise-staff.ts'
import type { StaffGrant } from '#/lib/identity/access/staff-grants.ts'
import { ownErrors } from '#/lib/notices/endpoints/reason.ts'
import { listReached } from '#/lib/notices/routing/reach-queries.ts'
import type { AuditAction } from '#/lib/platform/audit/actions.ts'
import { consumeLimit } from '#/lib/platform/limits/count.ts'
import { Consequence } from '#/lib/platform/mail/ask-first.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { type Endpoint, findOwn, type Of, place, update } from './endpoint-rows.ts'
import { endpointDisabled } from './mails.ts'

/** The account by its slug, and an endpoint of it. */
type OfStaff = { account: string; endpoint: string }

/** The account and endpoint that staff switch, as this transaction has them. @throws AppError `account-closed`, `not-found`, as `reauthoriseStaff` */
async function openForStaff(tx: Writer, grant: StaffGrant, { account: slug, endpoint }: OfStaff) {
  const { actor } = await reauthoriseStaff(tx, grant, 'support')
  const loaded = await assertAccount(tx, { slug })
  assertNotClosed(loaded.account)
  return { loaded, actorId: actor.user.id, found: await findOwn(tx, loaded.account.id, endpoint) }
}

/**
 * Staff disable an endpoint: nothing goes there, a notice that waits for it goes to the next contacts, and nobody at the account can
 * switch it on again. Owners and editors get the reason. Returns who is notified now; null if it was disabled by staff already.
 * @throws AppError `too-many`, as `openForStaff`
 */
export function disableEndpoint(
  store: Store,
  grant: StaffGrant,
  { reason, ...of }: OfStaff & { reason: string },
): Promise<Consequence | null> {
  return store.transact(async (tx) => {
    const { found, loaded, actorId } = await openForStaff(tx, grant, of)
    // Pressed twice, or by two of the staff.
    if (found.disabledBy !== null) return null
    await consumeLimit(tx, 'staff-mail', actorId)
    const off = { disabledAt: now(), disabledBy: actorId }
    await write(tx, { loaded, actorId }, found, 'endpoint.disabled', off, reason)
    await mailDisabled(tx, loaded, found, reason)
    const serves = { kind: found.kind, fields: fieldsWithEndpoint(loaded.contacts, found.id) }
    const reached = await listReached(tx, loaded.account, serves)
    return new Consequence({ subject: nameEndpoint(found), account: loaded.account.name, reached })
  }, exclusive)
}

async function mailDisabled(
  tx: Writer,
  { account, members }: LoadedAccount,
  found: Endpoint,
  reason: string,
): Promise<void> {
  const link = `${env.APP_URL}/accounts/${account.slug}/configuration/endpoints/${found.id}`
  const data = { accountName: account.name, endpoint: nameEndpoint(found), reason, link }
  await mailMembers(tx, account, listEditors(members), endpointDisabled, data)
}

/**
 * Staff enable an endpoint, also one that said that it is gone or was refused; one that nobody confirmed stays unconfirmed.
 * @throws AppError as `openForStaff`
 */
export function enableEndpoint(store: Store, grant: StaffGrant, of: OfStaff): Promise<void> {
  return store.transact(async (tx) => {
    const { found, loaded, actorId } = await openForStaff(tx, grant, of)
    if (found.disabledAt === null) return
    await clearMarks(tx, [endpointKey(found.id), ...refusalKeys(found)])
    const on = { disabledAt: null, disabledBy: null, ...withoutFailures }
    await write(tx, { loaded, actorId }, found, 'endpoint.enabled', on)
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
    for (const key of [endpointKey(found.id), ...refusalKeys(found).slice(0, 1)])
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
  reason?: string,
): Promise<void> {
  await place(tx, of, await update(tx, found, columns), action, { before: found, reason })
  if (action !== 'endpoint.enabled')
    await stopMail(tx, { accountId: found.accountId, addressKey: endpointKey(found.id) })
}
