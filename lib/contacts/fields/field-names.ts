import { getTranslations } from 'next-intl/server'
import type { FieldId } from '#/db/words/accounts.ts'
import { currentSettings } from '#/lib/platform/settings/current.ts'

/** The fields' names in the reader's language; some carry the programme's. */
export async function listFieldNames(fields: readonly FieldId[]): Promise<string[]> {
  const t = await getTranslations('fields')
  const { programmeName: programme } = await currentSettings()
  return fields.map((field) => t(`${field}.name`, { programme }))
}
