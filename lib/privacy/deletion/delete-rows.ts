import { and, eq, inArray, isNotNull, like, notExists, or, type SQL, sql } from 'drizzle-orm'
import { accountAddresses, accountTerms } from '#/db/schema/account-index.ts'
import { contactDrafts, contactRevisions } from '#/db/schema/accounts.ts'
import { announcementAccounts, announcements } from '#/db/schema/announcements.ts'
import { caseMessages, cases } from '#/db/schema/cases.ts'
import { confirmations } from '#/db/schema/confirmations.ts'
import { importRows } from '#/db/schema/imports.ts'
import { outbox } from '#/db/schema/mail.ts'
import {
  addressFailures,
  addressMarks,
  bounceReports,
  digestNotices,
  digests,
  events,
  noticeRates,
  notices,
} from '#/db/schema/notices.ts'
import { challenges, invitations, memberships } from '#/db/schema/people.ts'
import { staffNotes } from '#/db/schema/staff-notes.ts'
import type { Writer } from '#/db/store/store.ts'
import { environments } from '#/db/words/accounts.ts'
import { noticeCategories } from '#/db/words/notices.ts'
import { rateKey } from '#/lib/notices/notice/keys.ts'
import { deleteEntriesOf } from '#/lib/platform/audit/forget.ts'
import { nextStretch } from '#/lib/platform/store/stretch.ts'
import { forgetPerson, hasPlace, listKnown } from './people.ts'

/** The account, the addresses that are its own, and how far a walk through a whole table has come (an id). */
export type Deleted = { accountId: string; slug: string; addresses: readonly string[]; after: string }

/** What a step did: how many rows went, whether the phase is done, and where a walk goes on. */
export type Step = { rows: number; done: boolean; after?: string }
export type Phase = (tx: Writer, deleted: Deleted) => Promise<Step>

/** Rows that one step deletes at most, and of a table without an index for it looks at; some milliseconds each. */
const mostDeleted = 500
const mostWalked = 5000
const groupsAtOnce = 20

type Outbox = typeof outbox.noticeId | typeof outbox.digestId

async function deleteMailOf(tx: Writer, column: Outbox, ids: string[]): Promise<number> {
  const some = tx.select({ id: outbox.id }).from(outbox).where(inArray(column, ids)).limit(mostDeleted)
  const gone = await tx.delete(outbox).where(inArray(outbox.id, some)).returning({ id: outbox.id })
  return gone.length
}

/** Notices with whatever came in and went out for them; of one that came a hundred thousand times, a part at each step. */
const deleteNotices: Phase = async (tx, { accountId }) => {
  const found = await tx
    .select({ id: notices.id })
    .from(notices)
    .where(eq(notices.accountId, accountId))
    .limit(groupsAtOnce)
  const ids = found.map(({ id }) => id)
  if (ids.length === 0) return { rows: 0, done: true }
  const some = tx
    .select({ id: events.id })
    .from(events)
    .where(inArray(events.noticeId, ids))
    .limit(mostDeleted)
  const gone = await tx.delete(events).where(inArray(events.id, some)).returning({ id: events.id })
  if (gone.length === mostDeleted) return { rows: gone.length, done: false }
  const mails = await deleteMailOf(tx, outbox.noticeId, ids)
  if (mails === mostDeleted) return { rows: gone.length + mails, done: false }
  await tx.delete(digestNotices).where(inArray(digestNotices.noticeId, ids))
  await tx.delete(notices).where(inArray(notices.id, ids))
  return { rows: gone.length + mails + ids.length, done: false }
}

const deleteDigests: Phase = async (tx, { accountId }) => {
  const found = await tx
    .select({ id: digests.id })
    .from(digests)
    .where(eq(digests.accountId, accountId))
    .limit(groupsAtOnce * 10)
  const ids = found.map(({ id }) => id)
  const rates = noticeCategories.flatMap((category) =>
    environments.map((environment) => rateKey({ accountId, category, environment })),
  )
  await tx.delete(noticeRates).where(inArray(noticeRates.key, rates))
  if (ids.length === 0) return { rows: 0, done: true }
  const mails = await deleteMailOf(tx, outbox.digestId, ids)
  if (mails === mostDeleted) return { rows: mails, done: false }
  await tx.delete(digestNotices).where(inArray(digestNotices.digestId, ids))
  await tx.delete(digests).where(inArray(digests.id, ids))
  return { rows: mails + ids.length, done: false }
}

const deleteCases: Phase = async (tx, { accountId }) => {
  const found = await tx
    .select({ id: cases.id })
    .from(cases)
    .where(eq(cases.accountId, accountId))
    .limit(groupsAtOnce)
  const ids = found.map(({ id }) => id)
  if (ids.length === 0) return { rows: 0, done: true }
  const some = tx
    .select({ id: caseMessages.id })
    .from(caseMessages)
    .where(inArray(caseMessages.caseId, ids))
    .limit(mostDeleted)
  const gone = await tx
    .delete(caseMessages)
    .where(inArray(caseMessages.id, some))
    .returning({ id: caseMessages.id })
  if (gone.length === mostDeleted) return { rows: gone.length, done: false }
  await tx.delete(cases).where(inArray(cases.id, ids))
  return { rows: gone.length + ids.length, done: false }
}

/** Tables that have the account in an index, a part of one at each step. */
const ownTables = [contactRevisions, confirmations, invitations, staffNotes] as const

const deleteOwn: Phase = async (tx, { accountId }) => {
  for (const table of ownTables) {
    const some = tx
      .select({ id: table.id })
      .from(table)
      .where(eq(table.accountId, accountId))
      .limit(mostDeleted)
    const gone = await tx.delete(table).where(inArray(table.id, some)).returning({ id: table.id })
    if (gone.length > 0) return { rows: gone.length, done: false }
  }
  const entries = await deleteEntriesOf(tx, accountId, mostDeleted)
  if (entries > 0) return { rows: entries, done: false }
  await tx.delete(contactDrafts).where(eq(contactDrafts.accountId, accountId))
  await tx.delete(accountTerms).where(eq(accountTerms.accountId, accountId))
  await tx.delete(accountAddresses).where(eq(accountAddresses.accountId, accountId))
  // Their index has the announcement first, of which there are few.
  const listed = inArray(
    announcementAccounts.announcementId,
    tx.select({ id: announcements.id }).from(announcements),
  )
  await tx.delete(announcementAccounts).where(and(listed, eq(announcementAccounts.accountId, accountId)))
  return { rows: 0, done: true }
}

/** Its members; who belongs to nothing else is forgotten with it. */
const deleteMembers: Phase = async (tx, { accountId }) => {
  const joined = await tx
    .select({ id: memberships.id, userId: memberships.userId })
    .from(memberships)
    .where(eq(memberships.accountId, accountId))
    .limit(groupsAtOnce)
  if (joined.length === 0) return { rows: 0, done: true }
  await tx.delete(memberships).where(
    inArray(
      memberships.id,
      joined.map(({ id }) => id),
    ),
  )
  const people = await listKnown(
    tx,
    joined.map(({ userId }) => userId),
  )
  for (const person of people) {
    if (!(await hasPlace(tx, person, accountId))) await forgetPerson(tx, person)
  }
  return { rows: joined.length, done: false }
}

/** Deletes those of the next rows of a table, by their ids, for which `isOwn`. */
function walk(
  table: typeof outbox | typeof bounceReports | typeof importRows,
  isOwn: (tx: Writer, deleted: Deleted) => SQL | undefined,
): Phase {
  return async (tx, deleted) => {
    const { within, next } = await nextStretch(tx, table, deleted.after, mostWalked)
    const gone = await tx
      .delete(table)
      .where(and(within, isOwn(tx, deleted)))
      .returning({ id: table.id })
    return { rows: gone.length, done: next === null, after: next ?? '' }
  }
}

function isAmong(column: typeof outbox.recipient | typeof bounceReports.recipient, { addresses }: Deleted) {
  return addresses.length > 0 ? inArray(sql`lower(${column})`, [...addresses]) : undefined
}

/** What was mailed for the account beside its notices, and to addresses that are nobody's any more. */
const deleteMail = walk(outbox, (_, deleted) =>
  or(eq(outbox.accountId, deleted.accountId), isAmong(outbox.recipient, deleted)),
)

/** Reports of mail that is not kept any more, and of such addresses. */
const deleteBounces = walk(bounceReports, (tx, deleted) =>
  or(
    and(
      isNotNull(bounceReports.deliveryId),
      notExists(tx.select({ one: sql`1` }).from(outbox).where(eq(outbox.id, bounceReports.deliveryId))),
    ),
    isAmong(bounceReports.recipient, deleted),
  ),
)

/** Rows of files that made it, or named it. The values are asked as the text they are stored as. */
const deleteImported = walk(importRows, (_, { accountId, slug }) =>
  or(
    eq(importRows.accountId, accountId),
    like(sql`cast(${importRows.values} as text)`, `%"slug":${JSON.stringify(slug)}%`),
  ),
)

const deleteMarks: Phase = async (tx, { addresses }) => {
  const keys = [...addresses]
  if (keys.length === 0) return { rows: 0, done: true }
  await tx.delete(addressMarks).where(inArray(addressMarks.addressKey, keys))
  await tx.delete(addressFailures).where(inArray(addressFailures.addressKey, keys))
  await tx.delete(challenges).where(inArray(challenges.emailKey, keys))
  return { rows: 0, done: true }
}

/** In their order: what refers to something goes before it, and what can still come in of itself first. */
export const phases: readonly { name: string; run: Phase }[] = [
  { name: 'notices', run: deleteNotices },
  { name: 'digests', run: deleteDigests },
  { name: 'cases', run: deleteCases },
  { name: 'mail', run: deleteMail },
  { name: 'bounces', run: deleteBounces },
  { name: 'imports', run: deleteImported },
  { name: 'marks', run: deleteMarks },
  { name: 'members', run: deleteMembers },
  { name: 'own', run: deleteOwn },
]
