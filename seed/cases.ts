import { max } from 'drizzle-orm'
import { caseMessages, cases } from '#/db/schema/cases.ts'
import type { Writer } from '#/db/store/store.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { newId } from '#/lib/platform/values/ids.ts'
import { insertOne } from './insert.ts'

export type SeededCase = typeof cases.$inferSelect
type GivenMessage = { authorId: string; text: string; fromStaff?: boolean; internal?: boolean; at?: number }

/** An open case of the account with the next number, and its messages: one from who opened it unless given. */
export async function buildCase(
  tx: Writer,
  given: Partial<typeof cases.$inferInsert> & {
    accountId: string
    openedBy: string
    messages?: GivenMessage[]
  },
): Promise<SeededCase> {
  const { messages, ...rest } = given
  const openedAt = rest.openedAt ?? now()
  const said = messages ?? [{ authorId: rest.openedBy, text: 'Can you help us?', at: openedAt }]
  const [highest] = await tx.select({ number: max(cases.number) }).from(cases)
  const built = await insertOne(tx, cases, {
    id: newId(),
    number: (highest?.number ?? 0) + 1,
    category: 'other',
    subject: 'A question',
    environment: 'production',
    updatedAt: said.at(-1)?.at ?? openedAt,
    ...rest,
    openedAt,
  })
  for (const message of said) {
    await tx
      .insert(caseMessages)
      .values({ id: newId(), caseId: built.id, fromStaff: false, at: openedAt, ...message })
  }
  return built
}
