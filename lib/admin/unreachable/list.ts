import { type UnreachableReason, unreachableReasons } from '#/lib/accounts/reachability/policy.ts'
import { type CursorFormat, defineList, oneOf } from '#/lib/platform/lists/define-list.ts'

export type UnreachableCursor = { place: number; id: string }

type UnreachableView = { why: UnreachableReason | null }

/** `unreachable-contacts:001764000000000.0198…`: 15 digits of an instant; without a reason, one digit of rank before them. */
const cursor: CursorFormat<UnreachableCursor, UnreachableView> = {
  parse: (given, { why }) => {
    const text = typeof given === 'string' ? given : ''
    const [, word, place, id = ''] = /^([a-z-]+):(\d{1,16})\.([0-9a-f-]{36})$/.exec(text) ?? []
    return word === wordOf(why) ? { place: Number(place), id } : null
  },
  format: ({ place, id }, { why = null }) =>
    `${wordOf(why)}:${String(place).padStart(why ? 15 : 16, '0')}.${id}`,
}

function wordOf(why: UnreachableReason | null): string {
  return why ? `unreachable-${why}` : 'unreachable'
}

export const unreachableAccounts = defineList(
  '/admin/unreachable',
  { why: oneOf(unreachableReasons) },
  { cursor },
)
