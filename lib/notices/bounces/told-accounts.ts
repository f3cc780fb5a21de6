import { and, inArray, isNull } from 'drizzle-orm'
import { addressMarks } from '#/db/schema/notices.ts'
import type { Reader, Writer } from '#/db/store/store.ts'
import { defineProgress } from '#/lib/platform/jobs/progress.ts'
import type { AddressMark } from '#/lib/platform/mail/marks.ts'

/** The marks of addresses that serve in very many accounts, by their keys: the id of the last account that was told. */
type Told = Record<string, { markedAt: number; after: string }>
const kept = defineProgress<Told>('marks-being-told')

/** The id of the account up to which a mark was told of; empty where that has not begun. */
export async function readToldUpTo(read: Reader, { addressKey, markedAt }: AddressMark): Promise<string> {
  const told = (await kept.read(read))?.[addressKey]
  return told?.markedAt === markedAt ? told.after : ''
}

/** Keeps up to which account it was told of. Those that have ended meanwhile, or were cleared, are forgotten. */
export async function writeToldUpTo(
  tx: Writer,
  { addressKey, markedAt }: AddressMark,
  after: string,
): Promise<void> {
  const told: Told = { ...(await kept.read(tx)), [addressKey]: { markedAt, after } }
  const untold = await tx
    .select({ key: addressMarks.addressKey })
    .from(addressMarks)
    .where(and(inArray(addressMarks.addressKey, Object.keys(told)), isNull(addressMarks.toldAt)))
  const goingOn = new Set(untold.map(({ key }) => key))
  await kept.write(tx, Object.fromEntries(Object.entries(told).filter(([key]) => goingOn.has(key))))
}
