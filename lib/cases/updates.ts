import { and, asc, desc, eq } from 'drizzle-orm'
import { accounts } from '#/db/schema/accounts.ts'
import { caseMessages, cases } from '#/db/schema/cases.ts'
import type { Reader, Writer } from '#/db/store/store.ts'
import { env } from '#/env.ts'
import { type Account, listMembers } from '#/lib/accounts/account/load-account.ts'
import { listStaff } from '#/lib/identity/people/queries.ts'
import type { User } from '#/lib/identity/sessions/queries.ts'
import { queueMail } from '#/lib/platform/mail/queue-mail.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { AppError } from '#/lib/platform/values/errors.ts'
import { newId } from '#/lib/platform/values/ids.ts'
import { mailContacts, readCaseContacts } from './contacts.ts'
import { caseUpdate } from './mails.ts'
import { canAnswer, listRecipients } from './policy.ts'

export type UpdatedCase = typeof cases.$inferSelect

/** Cases have one sequence of numbers in the installation. A unique index catches two that open at once. */
export async function nextCaseNumber(tx: Reader): Promise<number> {
  const [last] = await tx.select({ number: cases.number }).from(cases).orderBy(desc(cases.number)).limit(1)
  return (last?.number ?? 0) + 1
}

type Message = {
  key: string
  author: User
  fromStaff: boolean
  text: string
  /** A note for staff, which partners do not see. */
  internal?: boolean
}

/**
 * The case in which the same message is already written (a form sent twice), or else the id for a new message: the
 * form's key, or a fresh one when other words used that key.
 */
export async function claimKey(
  tx: Reader,
  { key, author, text, internal = false }: Message,
): Promise<{ written: string } | { id: string }> {
  const [same] = await tx.select().from(caseMessages).where(eq(caseMessages.id, key))
  if (!same) return { id: key }
  const isSame = same.authorId === author.id && same.text === text && same.internal === internal
  return isSame ? { written: same.caseId } : { id: newId() }
}

type Answer = {
  message: Message
  closes: boolean
  /** Counts it. @throws AppError `too-many` */
  limit: () => Promise<unknown>
  /** The refusal of an answer to a closed case. */
  refusal: 'case-closed' | 'case-closed-meanwhile'
}

/**
 * Writes an answer to an open case, which may close it and then needs no text. False if the same form, sent twice, wrote it
 * before. @throws AppError `refusal`, `too-many`
 */
export async function writeAnswer(
  tx: Writer,
  found: UpdatedCase,
  { message, closes, limit, refusal }: Answer,
): Promise<boolean> {
  const claimed = await claimKey(tx, message)
  if ('written' in claimed) return false
  const { author, text } = message
  if (!canAnswer(found.status)) {
    const isPressedTwice = closes && !text && found.closedBy === author.id
    if (isPressedTwice) return false
    throw new AppError(refusal)
  }
  await limit()
  if (text) await insertMessage(tx, { ...message, id: claimed.id, caseId: found.id })
  const at = now()
  const closing = closes ? { status: 'closed' as const, closedBy: author.id, closedAt: at } : {}
  await tx
    .update(cases)
    .set({ updatedAt: at, ...closing })
    .where(eq(cases.id, found.id))
  return true
}

/** Whether staff wrote the case's first message. */
export async function isOpenedByStaff(read: Reader, { id }: UpdatedCase): Promise<boolean> {
  return (await listParticipants(read, id))[0]?.fromStaff ?? false
}

export async function insertMessage(
  tx: Writer,
  { caseId, id, author, fromStaff, text, internal = false }: Message & { caseId: string; id: string },
): Promise<void> {
  await tx
    .insert(caseMessages)
    .values({ id, caseId, authorId: author.id, fromStaff, internal, text, at: now() })
}

/**
 * Mails an update to the participants and the assignee, each in their language, with a link to the page they may see.
 * Writing a note makes nobody a participant. While no member takes part, staff's words go to the account's contacts.
 */
export async function mailParticipants(
  tx: Writer,
  update: { case: UpdatedCase; author: User; fromStaff: boolean; text: string; closed: boolean },
): Promise<void> {
  const { id: caseId, number, accountId, assigneeId, category } = update.case
  const account = await readAccountOf(tx, update.case)
  const members = await listMembers(tx, accountId)
  const staff = await listStaff(tx)
  const participants = await listParticipants(tx, update.case.id)
  const { fromStaff, text, closed } = update
  const facts = { ...factsOf(update.case, account, update.author), fromStaff, text, closed }
  if (fromStaff && !participants.some((one) => !one.fromStaff)) {
    const contacts = (await readCaseContacts(tx, [account], category)).get(accountId) ?? []
    const data = { ...facts, link: partnerCaseLink(account.slug, number) }
    await mailContacts(tx, caseUpdate, contacts, { accountId, caseId, data })
  }
  const assignee = assigneeId === null ? [] : [{ userId: assigneeId, fromStaff: true }]
  const recipients = listRecipients({
    participants: [...participants, ...assignee],
    authorId: update.author.id,
    memberIds: new Set(members.map(({ userId }) => userId)),
    staffIds: new Set(staff.map(({ userId }) => userId)),
  })
  for (const { userId, fromStaff: isStaff } of recipients) {
    const person = (isStaff ? staff : members).find((candidate) => candidate.userId === userId)
    if (!person) continue
    const locale = person.locale ?? (isStaff ? 'en' : account.defaultLocale)
    const link = isStaff ? staffCaseLink(number) : partnerCaseLink(account.slug, number)
    await queueMail(tx, caseUpdate, {
      ...{
        to: person.email,
        locale,
        accountId,
        caseId,
        data: { ...facts, link, ...(isStaff && { toStaff: true }) },
      },
    })
  }
}

/** What every mail about a case contains. */
export function factsOf(
  { number, subject, category }: Pick<UpdatedCase, 'number' | 'subject' | 'category'>,
  account: { name: string },
  author: User,
) {
  const authorName = author.name || author.email
  return { number, subject, urgent: category === 'urgent', accountName: account.name, authorName }
}

/** The link to a case on the partner's side; at the gate it leads to the case's page there. */
export function partnerCaseLink(slug: string, number: number): string {
  return `${env.APP_URL}/accounts/${slug}/support/${number}`
}

export function staffCaseLink(number: number): string {
  return `${env.APP_URL}/admin/cases/${number}`
}

/** A case by number; with `accountId`, only a case of that account. */
export async function findCase(
  read: Reader,
  number: number,
  accountId?: string,
): Promise<UpdatedCase | null> {
  const own = accountId === undefined ? undefined : eq(cases.accountId, accountId)
  const [found] = await read
    .select()
    .from(cases)
    .where(and(eq(cases.number, number), own))
  return found ?? null
}

export async function readAccountOf(read: Reader, { accountId: id }: UpdatedCase): Promise<Account> {
  const [account] = await read.select().from(accounts).where(eq(accounts.id, id))
  if (!account) throw new Error('A case has no account.')
  return account
}

function listParticipants(read: Reader, caseId: string) {
  return read
    .select({ userId: caseMessages.authorId, fromStaff: caseMessages.fromStaff })
    .from(caseMessages)
    .where(and(eq(caseMessages.caseId, caseId), eq(caseMessages.internal, false)))
    .orderBy(asc(caseMessages.at), asc(caseMessages.id))
}
