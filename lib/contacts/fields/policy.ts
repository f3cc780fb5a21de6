import {
  type ContactInformation,
  type FieldId,
  fieldIds,
  type MerchantIssuesRule,
  ruleOf,
} from '#/db/words/accounts.ts'
import { day } from '#/lib/platform/values/clock.ts'
import { firstKnownZone, isKnownZone } from '#/lib/platform/values/zones.ts'

/** `empty`: no value. `left`: none of the given alert contacts is a member any more. */
export type MissingField = { field: FieldId; reason: 'empty' | 'left' }

/** The fields an account must give under its integration type, in the order of the form. */
export function requiredFields(merchantIssues: MerchantIssuesRule): FieldId[] {
  return fieldIds.filter((field) => ruleOf(field, merchantIssues) === 'required')
}

/**
 * Which required fields are missing and why: the only check of an account's completeness, for the gate, the forms, the
 * review, the admin list and the API (product.md, Completeness). `info` is the last revision, null without one.
 * Confirmed or bouncing addresses make no difference.
 */
export function missingFields(account: {
  info: ContactInformation | null
  merchantIssues: MerchantIssuesRule
  memberIds: Iterable<string>
}): MissingField[] {
  const members = new Set(account.memberIds)
  return requiredFields(account.merchantIssues).flatMap((field): MissingField[] => {
    if (field === 'alerts') {
      const alerts = account.info?.alerts ?? []
      if (alerts.some((userId) => members.has(userId))) return []
      return [{ field, reason: alerts.length > 0 ? 'left' : 'empty' }]
    }
    return hasValue(account.info, field) ? [] : [{ field, reason: 'empty' }]
  })
}

/** Whether a field has a value. */
export function hasValue(contacts: ContactInformation | null, field: FieldId): boolean {
  const value = contacts?.[field] ?? []
  return !Array.isArray(value) || value.length > 0
}

/** The two facts the gate stores; instants in milliseconds UTC. */
export type DueState = { firstCompleteAt: number | null; dueAt: number | null }

/** Whether everything behind the gate is closed (product.md, The gate). `now` in milliseconds UTC. */
export function isLocked(state: DueState & { missing: readonly unknown[]; now: number }): boolean {
  if (state.firstCompleteAt === null) return true
  return state.missing.length > 0 && state.dueAt !== null && state.now >= state.dueAt
}

/**
 * The two facts after a change that leaves `missing`. `dueAt` is set when a complete account misses a field, stays
 * while more go missing, and is cleared when none is missing. `becameDue` asks for mail; `becameComplete`: this change
 * completed the account, the first time or again.
 */
export function nextDueState(
  before: DueState,
  missing: readonly unknown[],
  now: number,
  graceDays: number,
): DueState & { becameDue: boolean; becameComplete: boolean } {
  const { firstCompleteAt, dueAt } = before
  if (missing.length === 0) {
    const becameComplete = firstCompleteAt === null || dueAt !== null
    return { firstCompleteAt: firstCompleteAt ?? now, dueAt: null, becameDue: false, becameComplete }
  }
  if (firstCompleteAt === null)
    return { firstCompleteAt, dueAt: null, becameDue: false, becameComplete: false }
  const due = dueAt ?? now + graceDays * day
  return { firstCompleteAt, dueAt: due, becameDue: dueAt === null, becameComplete: false }
}

/** The contacts without a person who left, in a revision or a draft (product.md, People leave). */
export function withoutMember<Contacts extends { alerts: string[] }>(
  contacts: Contacts,
  userId: string,
): Contacts {
  return { ...contacts, alerts: contacts.alerts.filter((alert) => alert !== userId) }
}

/** The same with somebody in their place as an alert contact, if they were one. */
export function replaceMember<Contacts extends { alerts: string[] }>(
  contacts: Contacts,
  userId: string,
  successorId: string | null,
): Contacts {
  const left = withoutMember(contacts, userId)
  if (successorId === null || !contacts.alerts.includes(userId) || left.alerts.includes(successorId))
    return left
  return { ...left, alerts: [...left.alerts, successorId] }
}

/** The zone for an account's business days: that of its first support hours (notices.md, Routing), else `otherwise`. */
export function businessZone(contacts: ContactInformation | null, otherwise?: string | null): string {
  return firstKnownZone(hoursZone(contacts), otherwise)
}

/** The zone (IANA) of the support hours; null without any. */
export function hoursZone(contacts: ContactInformation | null): string | null {
  const zones = (contacts?.['support-hours'] ?? []).map(({ zone }) => zone)
  return zones.find((zone) => isKnownZone(zone)) ?? null
}
