import { eq } from 'drizzle-orm'
import { cases } from '#/db/schema/cases.ts'
import type { Reader, Writer } from '#/db/store/store.ts'
import { listStaffRecipients } from '#/lib/identity/people/queries.ts'
import type { User } from '#/lib/identity/sessions/queries.ts'
import { writeAudit } from '#/lib/platform/audit/write-audit.ts'
import { queueMail } from '#/lib/platform/mail/queue-mail.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { AppError } from '#/lib/platform/values/errors.ts'
import { newId } from '#/lib/platform/values/ids.ts'
import type { NewCase } from './form.ts'
import { caseOpenedStaff } from './mails.ts'
import { resolveSituation } from './policy.ts'
import { factsOf, insertMessage, nextCaseNumber, staffCaseLink, type UpdatedCase } from './updates.ts'

type Opening = {
  account: { id: string; name: string }
  author: User
  fromStaff: boolean
  followed?: UpdatedCase | null
  /** Who of the staff takes care of it from the start. */
  assigneeId?: string | null
  /** The id of its first message, from `claimKey`. */
  messageId: string
  input: NewCase
}

/**
 * Writes a case with its first message and its audit entry, and mails an urgent one to staff, except its author. Returns
 * the facts for mails too.
 * @throws AppError `invalid-input`
 */
export async function writeCase(tx: Writer, opening: Opening) {
  const { account, author, fromStaff, input, messageId: id } = opening
  const { key, text, category, subject, environment } = input
  const situation = resolveSituation(category, input.situation)
  if (situation === 'missing') throw new AppError('invalid-input')
  const at = now()
  const [opened] = await tx
    .insert(cases)
    .values({
      id: newId(),
      number: await nextCaseNumber(tx),
      accountId: account.id,
      category,
      situation,
      subject,
      environment,
      followsId: opening.followed?.id ?? null,
      assigneeId: opening.assigneeId ?? null,
      openedBy: author.id,
      openedAt: at,
      updatedAt: at,
    })
    .returning()
  if (!opened) throw new Error('An inserted case was not returned.')
  await insertMessage(tx, { key, id, text, author, fromStaff, caseId: opened.id })
  const { number } = opened
  const audit = {
    action: 'case.opened',
    subjectId: opened.id,
    after: { number, category, situation },
  } as const
  await writeAudit(tx, { actorId: author.id, accountId: account.id, ...audit })
  const facts = { ...factsOf(opened, account, author), situation, text }
  const recipients = category === 'urgent' ? await listStaffRecipients(tx) : []
  const data = { ...facts, link: staffCaseLink(number) }
  for (const one of recipients.filter(({ to }) => to !== author.email))
    await queueMail(tx, caseOpenedStaff, { ...one, accountId: account.id, caseId: opened.id, data })
  return { opened, facts }
}

/** The case that a form wrote before. @throws AppError `not-found` */
export async function readSubmittedCase(read: Reader, id: string): Promise<UpdatedCase> {
  const [written] = await read.select().from(cases).where(eq(cases.id, id))
  if (!written) throw new AppError('not-found')
  return written
}
