import { and, eq, inArray, isNull } from 'drizzle-orm'
import { addressMarks } from '#/db/schema/notices.ts'
import { settings } from '#/db/schema/record.ts'
import type { Reader, Writer } from '#/db/store/store.ts'
import type { AddressMark } from '#/lib/platform/mail/marks.ts'

const key = 'marks-being-told'

/** The marks of addresses that serve in very many accounts, by their keys: the id of the last account that was told. */
type Told = Record<string, { markedAt: number; after: string }>

/** The id of the account up to which a mark was told of; empty where that has not begun. */
export async function readToldUpTo(read: Reader, { addressKey, markedAt }: AddressMark): Promise<string> {
  const told = (await readTold(read))[addressKey]
  return told?.markedAt === markedAt ? told.after : ''
}

/** Keeps up to which account it was told of. Those that have ended meanwhile, or were cleared, are forgotten. */
export async function writeToldUpTo(
  tx: Writer,
  { addressKey, markedAt }: AddressMark,
  after: string,
): Promise<void> {
  const told: Told = { ...(await readTold(tx)), [addressKey]: { markedAt, after } }
  const untold = await tx
    .select({ key: addressMarks.addressKey })
    .from(addressMarks)
    .where(and(inArray(addressMarks.addressKey, Object.keys(told)), isNull(addressMarks.toldAt)))
  const value: Told = Object.fromEntries(untold.flatMap((mark) => entryOf(told, mark.key)))
  await tx
    .insert(settings)
    .values({ key, value })
    .onConflictDoUpdate({ target: settings.key, set: { value } })
}

function entryOf(told: Told, name: string): [string, Told[string]][] {
  const entry = told[name]
  return entry ? [[name, entry]] : []
}

async function readTold(read: Reader): Promise<Told> {
  const [row] = await read.select().from(settings).where(eq(settings.key, key))
  // Written by this module alone.
  return (row?.value as Told | undefined) ?? {}
}
