import type { LoadedAccount, Member } from '#/lib/accounts/account/load-account.ts'
import { findMembers } from '#/lib/contacts/form/find-members.ts'
import { defineList, freeText, offsetCursor, type Query } from '#/lib/platform/lists/define-list.ts'

export const membersPerPage = 50

/** Up to so many members there is no search. */
export const maxWithoutSearch = 10

export const maxMemberSearchLength = 100

/** The members of an account, owners first; the path is empty because each account has its own. */
export const memberList = defineList(
  '',
  { search: { ...freeText(maxMemberSearchLength), key: 'q' } },
  { cursor: offsetCursor },
)
export type MembersView = ReturnType<typeof memberList.read>

/**
 * A page of an account's own members whose name or address holds every typed word. `found`: how many there are; `after`
 * and `next`: where this page and the next begin, null on the first and the last. A place behind the end is the last page's.
 */
export function pageMembers(
  { members }: Pick<LoadedAccount, 'members'>,
  { search }: MembersView,
  after: number | null,
): { shown: Member[]; found: number; after: number | null; next: number | null } {
  const ids = findMembers(members, search)
  const found = members.filter(({ userId }) => ids.has(userId))
  const last = Math.floor(Math.max(found.length - 1, 0) / membersPerPage) * membersPerPage
  const from = Math.min(after ?? 0, last)
  const end = from + membersPerPage
  return {
    shown: found.slice(from, end),
    found: found.length,
    after: from > 0 ? from : null,
    next: end < found.length ? end : null,
  }
}

/** Where somebody is in the list: `at` goes along with a form, `href` leads back there with more in its query. */
export type MembersPlace = { at: string; href(more?: Record<string, string>): string }

/** The place that an address names, below `path`. */
export function membersPlace(path: string, query: Query): MembersPlace {
  const [view, after] = [memberList.read(query), memberList.after(query)]
  const at = memberList.href(view, after)
  return {
    at,
    href: (more = {}) => {
      const said = new URLSearchParams(more).toString()
      const place = `${path}${at}`
      return said ? `${place}${at ? '&' : '?'}${said}` : place
    },
  }
}
