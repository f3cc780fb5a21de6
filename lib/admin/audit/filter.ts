import { endOfDay } from '#/lib/identity/keys/policy.ts'
import { type AuditAction, isAuditAction } from '#/lib/platform/audit/actions.ts'
import { sayTimeCursor, type TimeCursor } from '#/lib/platform/lists/time-cursor.ts'
import { toStorableText } from '#/lib/platform/values/characters.ts'

/** What of the log is asked for. Ids, as entries hold them; `from`, `to`: milliseconds UTC, both inclusive. */
export type AuditFilter = {
  account?: string | undefined
  actor?: string | undefined
  /** The event source that did it with its key. */
  source?: string | undefined
  action?: AuditAction | undefined
  subject?: string | undefined
  from?: number | undefined
  to?: number | undefined
  /** Stands somewhere in what was before or after, or in the address it came from. */
  text?: string | undefined
}

/** What the address of the page asks for, as it was typed. */
export type AuditView = {
  account: string
  actor: string
  action: AuditAction | null
  subject: string
  /** Days as `2026-06-30`, in the reader's zone. */
  from: string
  to: string
  text: string
}

type Query = Record<string, string | string[] | undefined>

const longestTyped = 254

/** What the address asks for; whatever it says that is unknown counts for nothing. */
export function readAuditView(query: Query): AuditView {
  const typed = (name: string) => {
    const value = query[name]
    return typeof value === 'string' ? toStorableText(value.trim(), longestTyped).trim() : ''
  }
  return {
    account: typed('account'),
    actor: typed('actor'),
    action: isAuditAction(query.action) ? query.action : null,
    subject: typed('subject'),
    from: typed('from'),
    to: typed('to'),
    text: typed('text'),
  }
}

/** The address of such a view, which `readAuditView` reads back. */
export function auditHref(
  view: Partial<AuditView>,
  after: TimeCursor | null = null,
  path = '/admin/audit',
): string {
  const said = Object.entries(view).filter((part): part is [string, string] => Boolean(part[1]))
  const query = new URLSearchParams(said)
  if (after) query.set('after', sayTimeCursor(after))
  return query.size > 0 ? `${path}?${query}` : path
}

/** Whether the view leaves something out. */
export function isNarrowed(view: AuditView): boolean {
  return Object.values(view).some(Boolean)
}

/** The first instant (milliseconds UTC) of a day written `2027-01-31` in a zone, null where there is no such day. */
export function startOfDay(day: string, zone: string): number | null {
  if (endOfDay(day, zone) === null) return null
  return Temporal.PlainDate.from(day).toZonedDateTime(zone).epochMilliseconds
}
