import { endOfDay } from '#/lib/identity/keys/policy.ts'
import { type AuditAction, isAuditAction } from '#/lib/platform/audit/actions.ts'
import { defineList, type ListWord, typed } from '#/lib/platform/lists/define-list.ts'
import { timeCursor } from '#/lib/platform/lists/time-cursor.ts'

/** What of the log is asked for. Ids, as entries hold them; `from`, `to`: milliseconds UTC, both inclusive. */
export type AuditConditions = {
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

export const longestTyped = 254

const action: ListWord<AuditAction | null> = {
  read: (given) => (isAuditAction(given) ? given : null),
  word: (value) => value ?? '',
  usual: '',
}

/** The log as it is asked for, as it was typed. Days as `2026-06-30`, in the reader's zone. */
export const auditLog = defineList(
  '/admin/audit',
  {
    account: typed(longestTyped),
    actor: typed(longestTyped),
    action,
    subject: typed(longestTyped),
    from: typed(longestTyped),
    to: typed(longestTyped),
    text: typed(longestTyped),
  },
  { cursor: timeCursor },
)
export type AuditView = ReturnType<typeof auditLog.read>

/** The first instant (milliseconds UTC) of a day written `2027-01-31` in a zone, null where there is no such day. */
export function startOfDay(day: string, zone: string): number | null {
  if (endOfDay(day, zone) === null) return null
  return Temporal.PlainDate.from(day).toZonedDateTime(zone).epochMilliseconds
}
