import { type Fault, type FaultCode, importColumns } from '#/db/words/imports.ts'
import type { translatorFor } from '#/lib/platform/i18n/translator.ts'
import type { AddressProblemCode } from '#/lib/platform/values/address.ts'

const longestValue = 200

/** Describes one fault; what stood there is shortened, since a cell may hold anything. */
export function describeFault(
  code: FaultCode,
  {
    column = '',
    value = '',
    ...params
  }: Record<string, string | number> & { column?: string; value?: string },
): Fault {
  const shown = value.length > longestValue ? `${value.slice(0, longestValue - 1)}…` : value
  return { code, column, value: shown.replaceAll('\0', '\ufffd').toWellFormed(), params }
}

/** The file, or its header, cannot be used, and none of its rows counts. `line`: where, 0 for the file as a whole. */
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
}

/** What is wrong, in a sentence that says what to do. Of an address it says exactly what. */
export function formatFault({ imports: t, contacts }: Words, { code, column, value, params }: Fault): string {
  const { reason, ...rest } = params
  const key = `errors.${String(reason)}` as `errors.${AddressProblemCode}`
  if (code === 'address' && contacts.has(key)) return contacts(key, rest)
  return t(`faults.${code}`, { columns: importColumns.join(', '), column, value, ...rest })
}
