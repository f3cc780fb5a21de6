import fc from 'fast-check'
import { fieldIds, integrationStates } from '#/db/words/accounts.ts'
import { type AccountFilters, accountFlags, reachabilities } from '#/lib/accounts/search/list.ts'

const optional = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined })

const typed = fc
  .string({ unit: 'grapheme', maxLength: 20 })
  .map((text) => text.replaceAll('\0', '').trim())
  .filter((text) => text !== '' && text.length <= 60)

/** Any filters that a person can choose. */
export const anyFilters: fc.Arbitrary<AccountFilters> = fc
  .record({
    search: optional(typed),
    type: optional(typed),
    state: optional(fc.constantFrom(...integrationStates)),
    complete: optional(fc.boolean()),
    missing: optional(fc.constantFrom(...fieldIds)),
    reach: optional(fc.constantFrom(...reachabilities)),
    ...Object.fromEntries(accountFlags.map((flag) => [flag, optional(fc.constant(true as const))])),
  })
  .map((given) => Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)))
