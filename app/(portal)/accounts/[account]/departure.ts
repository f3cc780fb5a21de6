import { namePurpose } from '#/components/notices/notice-words.ts'
import type { Departure } from '#/components/users/departure-question.tsx'
import { type AccountGrant, asOwner, ownMembership } from '#/lib/accounts/access/grants.ts'
import { fieldsLeftMissing, isLastOwner } from '#/lib/accounts/members/policy.ts'
import { findAlertRoles, findOwnFields } from '#/lib/accounts/members/queries.ts'
import { listFieldNames } from '#/lib/contacts/fields/field-names.ts'
import { nextDueState } from '#/lib/contacts/fields/policy.ts'
import { whoTakesAlertsWithout } from '#/lib/notices/routing/reach-queries.ts'
import { currentSettings } from '#/lib/platform/settings/current.ts'
import { getStore } from '#/lib/platform/store/store.ts'
import { now } from '#/lib/platform/values/clock.ts'

/**
 * What the departure would change that the page's address asks about: `?remove=<user id>`, of an owner, or `?leave`.
 * Null where it asks about none, or about nobody here.
 */
export async function foreseeDeparture(
  grant: AccountGrant,
  query: Record<string, string | string[] | undefined>,
): Promise<Departure | null> {
  const ownId = ownMembership(grant)?.userId
  const userId = asOwner(grant) && query.remove !== undefined ? query.remove : ownId
  const leaving = userId === ownId
  if (leaving && (!ownId || (query.leave === undefined && query.remove !== ownId))) return null
  const member = grant.members.find((one) => one.userId === userId)
  if (!member) return null
  const { read } = await getStore()
  const { programmeName, completionDays } = await currentSettings()
  const missing = fieldsLeftMissing(grant, member.userId)
  const due = nextDueState(grant.account, missing, now(), completionDays)
  const stays = await findOwnFields(read, grant, member.email)
  const alertsTo = await whoTakesAlertsWithout(read, grant, member.userId)
  const names = await listFieldNames(stays, programmeName)
  const form = `${grant.base}/${grant.locked ? 'onboarding' : 'configuration/contact-information'}`
  return {
    kind: leaving ? 'Leave' : 'Remove',
    member,
    lastOwner: isLastOwner(grant.members, member.userId),
    alert: await findAlertRoles(read, grant, member.userId),
    stays: stays.map((field, index) => ({ name: names[index] ?? field, href: `${form}#${field}` })),
    missing: await listFieldNames(missing, programmeName),
    alertsTo:
      alertsTo &&
      (alertsTo === 'alerts' ? { others: true } : { target: await namePurpose(alertsTo, programmeName) }),
    dueAt: grant.locked ? null : due.dueAt,
  }
}
