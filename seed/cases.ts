import { max } from 'drizzle-orm'
import { caseMessages, cases } from '#/db/schema/cases.ts'
import type { Writer } from '#/db/store/store.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { newId } from '#/lib/platform/values/ids.ts'
import { insertOne } from './insert.ts'

type NewCase = typeof cases.$inferInsert
type NewMessage = typeof caseMessages.$inferInsert
type GivenMessage = { authorId: string; text?: string; fromStaff?: boolean; internal?: boolean; at?: number }

/** An open case about production by default. */
export function caseRow(
  given: Partial<NewCase> & Pick<NewCase, 'accountId' | 'number' | 'openedBy'>,
): NewCase {
  const openedAt = given.openedAt ?? now()
  return {
    category: 'other',
    subject: 'A question',
    environment: 'production',
    updatedAt: openedAt,
    ...given,
    id: given.id ?? newId(),
    openedAt,
  }
}

/** A partner's question from the opening of the case by default. */
export function messageRow(of: NewCase, given: GivenMessage & { id?: string }): NewMessage {
  const { id = newId() } = given
  return { text: 'Can you help us?', fromStaff: false, at: of.openedAt, ...given, id, caseId: of.id }
}

/** Adds a case with the next number and its messages, by default one of the person who opened it. */
export async function buildCase(
  tx: Writer,
  given: Partial<NewCase> & { accountId: string; openedBy: string; messages?: GivenMessage[] },
) {
  const { messages = [{ authorId: given.openedBy }], ...rest } = given
  const [highest] = await tx.select({ number: max(cases.number) }).from(cases)
  const openedAt = rest.openedAt ?? now()
  const row = caseRow({
    number: (highest?.number ?? 0) + 1,
    updatedAt: messages.at(-1)?.at ?? openedAt,
    ...rest,
    openedAt,
  })
  const built = await insertOne(tx, cases, row)
  for (const message of messages) await tx.insert(caseMessages).values(messageRow(built, message))
  return built
}
