import { importRowStates } from '#/db/words/imports.ts'
import { defineList, offsetCursor, oneOf } from '#/lib/platform/lists/define-list.ts'

/** The imports. The cursor is the id of the last one shown: ids sort by creation. */
export const importList = defineList(
  '/admin/accounts/import',
  {},
  {
    cursor: {
      key: 'before',
      parse: (given) => (typeof given === 'string' ? given.slice(0, 100) || null : null),
      format: (id: string) => id,
    },
  },
)

/** The rows of an import in one state; each import has its own address. */
export const importRowList = defineList('', { rows: oneOf(importRowStates) }, { cursor: offsetCursor })
