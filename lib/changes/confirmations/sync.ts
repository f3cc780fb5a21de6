import { and, eq, inArray } from 'drizzle-orm'
import { confirmations } from '#/db/schema/confirmations.ts'
import type { Writer } from '#/db/store/store.ts'
import type { Account, LoadedAccount } from '#/lib/accounts/account/load-account.ts'
import { type Plan, planConfirmations, type Snapshot } from '#/lib/accounts/addresses/policy.ts'
import { listConfirmedKeys, listOpenConfirmations } from '#/lib/accounts/points/confirmed.ts'
import { type ContactPoint, fieldsOf, keysOf, listContacts } from '#/lib/accounts/points/points.ts'
import { findMarks } from '#/lib/platform/mail/marks.ts'
import { queueMail } from '#/lib/platform/mail/queue-mail.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { addressKey } from '#/lib/platform/values/fold.ts'
import { requestConfirmations } from './ask.ts'
import { contactRemoved } from './mails.ts'

/**
 * After a change of contacts or members: asks new addresses, ends confirmations of removed ones, and mails those that
 * were removed (notices.md, Confirm). Requires a refreshed search row. `backfill`: also asks addresses
 * that an older version never asked, when a person has just answered for all of them. Returns how many it asked by mail.
 */
export async function syncConfirmations(
  tx: Writer,
  change: { before: LoadedAccount; after: LoadedAccount; actorId: string; backfill: boolean },
): Promise<number> {
  const { before, after, actorId, backfill } = change
  const { account } = after
  const open = await listOpenConfirmations(tx, account.id)
  const plan = planConfirmations({
    before: toSnapshot(before),
    after: toSnapshot(after),
    open: [...open.values()],
    confirmed: await listConfirmedKeys(tx, account.id),
    backfill,
  })
  await endConfirmations(tx, plan.end)
  await mailRemovedAddresses(tx, account, plan.notify)
  return requestConfirmations(tx, account, plan.ask, actorId)
}

function toSnapshot(loaded: LoadedAccount): Snapshot {
  return {
    served: listContacts(loaded, 'used'),
    kept: new Set(listContacts(loaded, 'kept').keys()),
    members: new Set(loaded.members.map(({ email }) => addressKey(email))),
  }
}

/**
 * Deletes confirmations that were never mailed: they have no link, and people may add and remove addresses indefinitely.
 */
async function endConfirmations(tx: Writer, ends: Plan['end']): Promise<void> {
  const all = ends.map(({ id }) => id)
  if (all.length > 0)
    await tx.delete(confirmations).where(and(inArray(confirmations.id, all), eq(confirmations.mails, 0)))
  for (const how of ['removed', 'joined'] as const) {
    const ids = ends.filter((end) => end.how === how).map(({ id }) => id)
    if (ids.length === 0) continue
    await tx
      .update(confirmations)
      .set({ endedAt: now(), endedHow: how, mailDueAt: null })
      .where(inArray(confirmations.id, ids))
  }
}

/** Skips bouncing addresses: nobody reads them. */
async function mailRemovedAddresses(
  tx: Writer,
  account: Account,
  points: readonly ContactPoint[],
): Promise<void> {
  const marks = await findMarks(tx, keysOf(points))
  for (const { key, shown: address, serves, locale } of points) {
    if (marks.has(key)) continue
    const data = { accountName: account.name, address, fields: fieldsOf({ serves }) }
    await queueMail(tx, contactRemoved, { to: address, locale, accountId: account.id, data })
  }
}
