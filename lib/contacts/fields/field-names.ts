import { getTranslations } from 'next-intl/server'
import type { FieldId } from '#/db/words/contacts.ts'

/** The fields' names in the reader's language; some carry the programme's. */
export async function listFieldNames(fields: readonly FieldId[], programme: string): Promise<string[]> {
  const t = await getTranslations('contacts.fields')
  return fields.map((field) => t(`${field}.name`, { programme }))
}
