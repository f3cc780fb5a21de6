import { eq, like } from 'drizzle-orm'
import { settings } from '#/db/schema/record.ts'
import type { Reader, Writer } from '#/db/store/store.ts'

/** The progress of long work, under `key` beside the settings. No other code writes it, so its shape is known. */
export function defineProgress<Value>(key: string) {
  const isOwn = eq(settings.key, key)
  return {
    async read(read: Reader): Promise<Value | null> {
      const [row] = await read.select().from(settings).where(isOwn)
      return (row?.value as Value | undefined) ?? null
    },
    async write(tx: Writer, value: Value): Promise<void> {
      await tx
        .insert(settings)
        .values({ key, value })
        .onConflictDoUpdate({ target: settings.key, set: { value } })
    },
    async forget(tx: Writer): Promise<void> {
      await tx.delete(settings).where(isOwn)
    },
  }
}

/** All values under keys that begin with `prefix`, by the rest of the key. */
export async function listProgress<Value>(read: Reader, prefix: string): Promise<Map<string, Value>> {
  const rows = await read
    .select()
    .from(settings)
    .where(like(settings.key, `${prefix}%`))
  return new Map(rows.map(({ key, value }) => [key.slice(prefix.length), value as Value]))
}
