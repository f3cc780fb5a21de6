import { eq } from 'drizzle-orm'
import { cases } from '#/db/schema/cases.ts'
import type { Reader, Writer } from '#/db/store/store.ts'
import type { User } from '#/lib/identity/sessions/queries.ts'
import { writeAudit } from '#/lib/platform/audit/write-audit.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { AppError } from '#/lib/platform/values/errors.ts'
import { newId } from '#/lib/platform/values/ids.ts'
import type { NewCase } from './form.ts'
import { settleSituation } from './policy.ts'
import { insertMessage, nextCaseNumber, type UpdatedCase } from './updates.ts'

type Opening = {
  accountId: string
  author: User
  fromStaff: boolean
  followed?: UpdatedCase | null
  /** Who of the staff takes care of it from the start. */
  assigneeId?: string | null
  /** The id of its first message, from `claimKey`. */
  messageId: string
  input: NewCase
}

/** Writes a case with its first message and its audit entry. @throws AppError `invalid-input` */
export async function writeCase(tx: Writer, opening: Opening): Promise<UpdatedCase> {
  const { accountId, author, fromStaff, input, messageId: id } = opening
  const { key, text, category, subject, environment } = input
  const situation = settleSituation(category, input.situation)
  if (situation === 'missing') throw new AppError('invalid-input')
  const at = now()
  const [opened] = await tx
    .insert(cases)
    .values({
      id: newId(),
      number: await nextCaseNumber(tx),
      accountId,
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
  await writeAudit(tx, {
    actorId: author.id,
    accountId,
    action: 'case.opened',
    subjectId: opened.id,
    after: { number: opened.number, category, situation },
  })
  return opened
}

/** The case that a form wrote before. @throws AppError `not-found` */
export async function readWritten(read: Reader, id: string): Promise<UpdatedCase> {
  const [written] = await read.select().from(cases).where(eq(cases.id, id))
  if (!written) throw new AppError('not-found')
  return written
}
