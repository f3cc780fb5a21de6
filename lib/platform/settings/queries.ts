import { inArray } from 'drizzle-orm'
import { settings } from '#/db/schema/record.ts'
import { defineListQuery } from '#/db/store/list-query.ts'
import type { Reader } from '#/db/store/store.ts'
import { env } from '#/env.ts'
import { type Settings, settingsSchema } from './schema.ts'

const names = Object.keys(settingsSchema.shape)

const listByName = defineListQuery((read, keys) =>
  read.select().from(settings).where(inArray(settings.key, keys)),
)

/** The installation's settings, with defaults for those never set. */
export async function readSettings(read: Reader): Promise<Settings> {
  const rows = await listByName(read, names)
  return settingsSchema.parse({
    programmeName: env.PROGRAMME_NAME,
    supportAddress: env.SUPPORT_EMAIL,
    ...Object.fromEntries(rows.map((row) => [row.key, row.value])),
  })
}
