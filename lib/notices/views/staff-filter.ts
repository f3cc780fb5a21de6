import { type AccountEnvironment, environments } from '#/db/words/accounts.ts'
import { type NoticeCategory, type NoticeKind, noticeCategories, noticeKinds } from '#/db/words/notices.ts'
import { eventLimits } from '#/lib/notices/parsing/schema.ts'
import { toStorableText } from '#/lib/platform/values/characters.ts'

/** What staff look through: `current` is whatever is not closed, or is closed and still waits for an answer. */
export const staffStates = ['current', 'overdue', 'unroutable', 'open', 'acknowledged', 'closed'] as const
export type StaffState = (typeof staffStates)[number]

/** `account`: its short name, or what the table of accounts finds it by, or a part of what the sender wrote where it is unknown. */
export type StaffNoticeFilter = {
  state?: StaffState
  category?: NoticeCategory | null
  environment?: AccountEnvironment | null
  kind?: NoticeKind | null
  account?: string
}

/** Where a page ended: among the overdue, by when an answer was due, or among the rest, by when it was first seen. */
export type StaffNoticeCursor = { part: 'overdue' | 'rest'; at: number; id: string }

/** What staff look through, as the address of the page says it: without a word of its kind, events alone. */
export type StaffView = Required<StaffNoticeFilter>

type Query = Record<string, string | string[] | undefined>

/** What the address asks for; whatever it says that is unknown counts for nothing. */
export function readStaffView(query: Query): StaffView {
  const kind = noticeKinds.find((known) => known === query.kind) ?? 'event'
  return {
    state: staffStates.find((known) => known === query.state) ?? 'current',
    category: noticeCategories.find((known) => known === query.category) ?? null,
    environment: environments.find((known) => known === query.environment) ?? null,
    kind: query.kind === 'all' ? null : kind,
    account:
      typeof query.account === 'string'
        ? toStorableText(query.account.trim(), eventLimits.account).trim()
        : '',
  }
}

/** The address of such a view, which `readStaffView` reads back. */
export function staffViewHref(view: Partial<StaffView>, after: StaffNoticeCursor | null = null): string {
  const parts: [string, string | false | undefined][] = [
    ['state', view.state !== 'current' && view.state],
    ['account', view.account],
    ['category', view.category ?? false],
    ['environment', view.environment ?? false],
    ['kind', view.kind !== 'event' && (view.kind ?? (view.kind === null && 'all'))],
    ['after', after !== null && sayStaffCursor(after)],
  ]
  const said = parts.filter((part): part is [string, string] => Boolean(part[1]))
  return said.length > 0 ? `/admin/notices?${new URLSearchParams(said)}` : '/admin/notices'
}

/** Whether the view leaves something out, beyond the tab it is. */
export function isFiltered({ account, category, environment, kind }: StaffView): boolean {
  return Boolean(account || category || environment || kind !== 'event')
}

/** As it stands in an address, which `readStaffCursor` reads back. */
export function sayStaffCursor({ part, at, id }: StaffNoticeCursor): string {
  return `${part}.${at}.${id}`
}

/** `overdue.1764000000000.0198…`: the part of the list, when, and the id. */
export function readStaffCursor(after: string | string[] | undefined): StaffNoticeCursor | null {
  const parts =
    typeof after === 'string' ? /^(overdue|rest)\.([0-9]{1,15})\.([0-9a-f-]{36})$/.exec(after) : null
  if (!parts) return null
  return { part: parts[1] === 'overdue' ? 'overdue' : 'rest', at: Number(parts[2]), id: parts[3] ?? '' }
}
