import { settings } from '#/db/schema/record.ts'
import type { Reader } from '#/db/store/store.ts'
import { env } from '#/env.ts'
import { type Settings, settingsSchema } from './schema.ts'

/** The installation's settings, with defaults for those never set. */
export async function readSettings(read: Reader): Promise<Settings> {
  const rows = await read.select().from(settings)
  return settingsSchema.parse({
    programmeName: env.PROGRAMME_NAME,
    supportAddress: env.SUPPORT_EMAIL,
    ...Object.fromEntries(rows.map((row) => [row.key, row.value])),
  })
}
