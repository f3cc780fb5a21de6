import { inArray } from 'drizzle-orm'
import { addressMarks } from '#/db/schema/notices.ts'
import type { Reader } from '#/db/store/store.ts'
import { addressKey } from '#/lib/platform/values/fold.ts'

export type AddressMark = typeof addressMarks.$inferSelect

/** The keys of the bouncing addresses among these. */
export async function listMarkedKeys(read: Reader, addresses: readonly string[]): Promise<Set<string>> {
  return new Set((await findMarks(read, addresses)).keys())
}

/** The marks on these addresses, by their key. */
export async function findMarks(
  read: Reader,
  addresses: Iterable<string>,
): Promise<Map<string, AddressMark>> {
  const keys = [...new Set([...addresses].map(addressKey))]
  if (keys.length === 0) return new Map()
  const rows = await read.select().from(addressMarks).where(inArray(addressMarks.addressKey, keys))
  return new Map(rows.map((row) => [row.addressKey, row]))
}
