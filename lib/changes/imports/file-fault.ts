import { type Fault, type FaultCode, importColumns } from '#/db/words/imports.ts'
import { locales } from '#/lib/platform/i18n/languages.ts'
import type { translatorFor } from '#/lib/platform/i18n/messages.ts'
import type { AddressProblemCode } from '#/lib/platform/values/address.ts'

const maxValueLength = 200

/** Describes a fault; shortens its value, since a cell may hold anything. */
export function describeFault(
  code: FaultCode,
  {
    column = '',
    value = '',
    ...params
  }: Record<string, string | number> & { column?: string; value?: string },
): Fault {
  const shown = value.length > maxValueLength ? `${value.slice(0, maxValueLength - 1)}…` : value
  return { code, column, value: shown.replaceAll('\0', '\ufffd').toWellFormed(), params }
}

/** A fault of the whole file or its header. `line`: 0 for the whole file. */
export class FileFault extends Error {
  readonly line: number
  readonly faults: readonly Fault[]

  constructor(line: number, faults: readonly Fault[]) {
    super(faults[0]?.code ?? 'file fault')
    this.line = line
    this.faults = faults
  }
}

/** @throws FileFault always */
export function refuseFile(code: FaultCode, line = 0, params: Record<string, string | number> = {}): never {
  throw new FileFault(line, [describeFault(code, { ...params, line })])
}

type Words = {
  imports: ReturnType<typeof translatorFor<'imports'>>
  contacts: ReturnType<typeof translatorFor<'contacts'>>
  types: readonly string[]
}

/** A sentence that says what to do. For an address it names the exact problem, for an unknown type the ones that exist. */
export function formatFault(words: Words, { code, column, value, params }: Fault): string {
  const { imports: t, contacts, types } = words
  const { reason, ...rest } = params
  const key = `errors.${String(reason)}` as `errors.${AddressProblemCode}`
  if (code === 'address' && contacts.has(key)) return contacts(key, rest)
  const valid = { columns: importColumns.join(', '), languages: locales.join(', '), types: types.join(', ') }
  return t(`faults.${code}`, { ...valid, column, value, ...rest })
}
