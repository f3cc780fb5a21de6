import { inArray } from 'drizzle-orm'
import { outbox } from '#/db/schema/mail.ts'
import { addressMarks } from '#/db/schema/notices.ts'
import { defineListQuery } from '#/db/store/list-query.ts'
import type { Reader } from '#/db/store/store.ts'
import { addressKey } from '#/lib/platform/values/fold.ts'

export type AddressMark = typeof addressMarks.$inferSelect

/** The keys of the bouncing addresses among these. */
export async function listMarkedKeys(read: Reader, addresses: Iterable<string>): Promise<Set<string>> {
  return new Set((await findMarks(read, addresses)).keys())
}

/** The marks on these addresses, however many, by their key. */
export async function findMarks(
  read: Reader,
  addresses: Iterable<string>,
): Promise<Map<string, AddressMark>> {
  const keys = new Set([...addresses].map(addressKey))
  const rows = await listMarks(read, [...keys])
  return new Map(rows.map((row) => [row.addressKey, row]))
}

const listMarks = defineListQuery((read, keys) =>
  read.select().from(addressMarks).where(inArray(addressMarks.addressKey, keys)),
)

/** The same with the mail server's answer; empty once that delivery is deleted. */
export async function findAnsweredMarks(
  read: Reader,
  addresses: Iterable<string>,
): Promise<Map<string, AddressMark & { said: string }>> {
  const marks = [...(await findMarks(read, addresses)).values()]
  const rows = await listAnswers(
    read,
    marks.flatMap(({ deliveryId }) => deliveryId ?? []),
  )
  const errorOf = new Map(rows.map(({ id, said }) => [id, said]))
  return new Map(
    marks.map((mark) => [mark.addressKey, { ...mark, said: errorOf.get(mark.deliveryId ?? '') ?? '' }]),
  )
}

const listAnswers = defineListQuery((read, deliveryIds) =>
  read.select({ id: outbox.id, said: outbox.lastError }).from(outbox).where(inArray(outbox.id, deliveryIds)),
)
