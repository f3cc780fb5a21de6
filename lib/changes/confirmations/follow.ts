import { and, eq, inArray } from 'drizzle-orm'
import { confirmations } from '#/db/schema/confirmations.ts'
import { memberships } from '#/db/schema/people.ts'
import type { Writer } from '#/db/store/store.ts'
import type { ContactInformation } from '#/db/words/contacts.ts'
import { type Account, type AccountStanding, findStanding } from '#/lib/accounts/account/standing.ts'
import { type Following, followChange, type Situation } from '#/lib/accounts/addresses/policy.ts'
import { listConfirmedKeys, listOpenConfirmations } from '#/lib/accounts/addresses/queries.ts'
import { listInUse, listServed, type ServedAddress } from '#/lib/accounts/addresses/served.ts'
import { findMarks } from '#/lib/platform/mail/marks.ts'
import { queueMail } from '#/lib/platform/mail/queue-mail.ts'
import { addressKey } from '#/lib/platform/values/address-key.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { beginAsking } from './ask.ts'
import { contactRemoved } from './contact-removed.ts'

/** What says in which language an address is written to, and whether it counts. */
type Addressing = Pick<AccountStanding, 'account' | 'integrationType'>
/** Whom an account's contacts and members are, before a change or after it. */
export type Addressed = { contacts: ContactInformation | null; members: readonly { email: string }[] }

/**
 * Asks, ends and tells what follows for each free address from a change of an account's contacts or members, in the
 * transaction of the change, after the account is indexed and marks are cleared (notices.md, Confirm). `actorId` is who made it. `unasked`: asks also
 * whom an older version never asked, where somebody has just answered for all addresses.
 */
export async function followContacts(
  tx: Writer,
  change: {
    /** Of the account, after the change. */
    standing: Addressing
    before: Addressed
    after: Addressed
    actorId: string
    unasked?: boolean
  },
): Promise<void> {
  const { standing, actorId } = change
  const { account } = standing
  const open = await listOpenConfirmations(tx, account.id)
  const following = followChange({
    before: toSituation(standing, change.before),
    after: toSituation(standing, change.after),
    open: [...open.values()],
    confirmed: await listConfirmedKeys(tx, account.id),
    unasked: change.unasked ?? false,
  })
  await endAsking(tx, following.end)
  await tellRemoved(tx, account, following.tell)
  await beginAsking(tx, account, following.ask, actorId)
}

/**
 * The same after a member came, left or changed their address: `gone` is the address that is a member's no more. `standing` is
 * the account's after.
 */
export async function followMembers(
  tx: Writer,
  standing: Addressing & Addressed,
  { gone, actorId }: { gone: string | null; actorId: string },
): Promise<void> {
  const { contacts, members } = standing
  const before = { contacts, members: gone === null ? members : [...members, { email: gone }] }
  await followContacts(tx, { standing, before, after: { contacts, members }, actorId })
}

/** The same, reading how the account stands after. */
export async function followMembersOf(
  tx: Writer,
  accountId: string,
  change: { gone: string | null; actorId: string },
): Promise<void> {
  const standing = await findStanding(tx, { id: accountId }, now())
  if (standing) await followMembers(tx, standing, change)
}

/** The same in every account of a person whose address was `gone` until now. */
export async function followAddressChange(tx: Writer, userId: string, gone: string): Promise<void> {
  const joined = await tx
    .select({ id: memberships.accountId })
    .from(memberships)
    .where(eq(memberships.userId, userId))
  for (const { id } of joined) await followMembersOf(tx, id, { gone, actorId: userId })
}

/**
 * Asks the addresses of an account that were never asked: an older version did not. Called where somebody of the account has
 * just answered for all of its contact information, as `actorId`. Once however often; one that is asked already is left alone.
 */
export async function askUnasked(tx: Writer, accountId: string, actorId: string): Promise<void> {
  const standing = await findStanding(tx, { id: accountId }, now())
  if (!standing) return
  await followContacts(tx, { standing, before: standing, after: standing, actorId, unasked: true })
}

function toSituation({ account, integrationType }: Addressing, { contacts, members }: Addressed): Situation {
  return {
    served: listInUse({ account, integrationType, contacts }),
    kept: new Set(listServed(contacts, account.defaultLocale).keys()),
    members: new Set(members.map(({ email }) => addressKey(email))),
  }
}

/** Of whom was never asked, and so has no link, nothing is kept: addresses may come and go as often as somebody likes. */
async function endAsking(tx: Writer, ends: Following['end']): Promise<void> {
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

/** An address that bounces is not told: nobody would read it. */
async function tellRemoved(tx: Writer, account: Account, addresses: readonly ServedAddress[]): Promise<void> {
  const marks = await findMarks(
    tx,
    addresses.map(({ address }) => address),
  )
  for (const { key, address, fields, locale } of addresses) {
    if (marks.has(key)) continue
    await queueMail(tx, contactRemoved, {
      to: address,
      locale,
      accountId: account.id,
      data: { accountName: account.name, address, fields },
    })
  }
}
