import { endOfDay } from '#/lib/identity/keys/policy.ts'
import { type AuditAction, isAuditAction } from '#/lib/platform/audit/actions.ts'
import { defineList, freeText, type ListParameter } from '#/lib/platform/lists/define-list.ts'
import { timeCursor } from '#/lib/platform/lists/time-cursor.ts'

/** A filter of the log, with ids; `from` and `to` in milliseconds UTC, inclusive. */
export type AuditConditions = {
  account?: string | undefined
  actor?: string | undefined
  source?: string | undefined
  action?: AuditAction | undefined
  subject?: string | undefined
  from?: number | undefined
  to?: number | undefined
  /** A part of the values before or after, or of the network address. */
  text?: string | undefined
}

export const maxTypedLength = 254

const action: ListParameter<AuditAction | null> = {
  parse: (given) => (isAuditAction(given) ? given : null),
  format: (value) => value ?? '',
  defaultText: '',
}

/** The filter as typed. Days as `2026-06-30`, in the reader's zone. */
export const auditLog = defineList(
  '/admin/audit',
  {
    account: freeText(maxTypedLength),
    actor: freeText(maxTypedLength),
    action,
    subject: freeText(maxTypedLength),
    from: freeText(maxTypedLength),
    to: freeText(maxTypedLength),
    text: freeText(maxTypedLength),
  },
  { cursor: timeCursor },
)
export type AuditView = ReturnType<typeof auditLog.read>

/** The first instant (milliseconds UTC) of a day such as `2027-01-31` in a zone; null if there is no such day. */
export function startOfDay(day: string, zone: string): number | null {
  if (endOfDay(day, zone) === null) return null
  return Temporal.PlainDate.from(day).toZonedDateTime(zone).epochMilliseconds
}
