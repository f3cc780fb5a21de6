import { type Fault, importColumns } from '#/db/words/imports.ts'
import type { translatorFor } from '#/lib/platform/i18n/translator.ts'
import type { AddressProblemCode } from '#/lib/platform/values/address.ts'

type Words = {
  imports: ReturnType<typeof translatorFor<'imports'>>
  contacts: ReturnType<typeof translatorFor<'contacts'>>
}

/** What is wrong, in a sentence that says what to do. Of an address it says exactly what. */
export function formatFault({ imports: t, contacts }: Words, { code, column, value, params }: Fault): string {
  const { reason, ...rest } = params
  const key = `errors.${String(reason)}` as `errors.${AddressProblemCode}`
  if (code === 'address' && contacts.has(key)) return contacts(key, rest)
  return t(`faults.${code}`, { columns: importColumns.join(', '), column, value, ...rest })
}
