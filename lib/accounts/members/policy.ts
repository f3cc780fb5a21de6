import type { ContactInformation, FieldId, MerchantIssuesRule } from '#/db/words/accounts.ts'
import type { MemberRole } from '#/db/words/people.ts'
import { missingFields, withoutMember } from '#/lib/contacts/fields/policy.ts'
import { day, minute } from '#/lib/platform/values/clock.ts'

/** The least time between two updates of a membership's `lastSeenAt`. */
export const seenInterval = 5 * minute

/** A person who has not signed in for this long (milliseconds) may not be reachable any more (product.md, Keep true). */
export const awayAfter = 365 * day

/** Whether a person whose last sign-in was at `since` is away. Milliseconds UTC. */
export function isAway(since: number, at: number): boolean {
  return at - since >= awayAfter
}

type WithRole = { role: MemberRole }

export function listOwners<Member extends WithRole>(members: readonly Member[]): Member[] {
  return members.filter(({ role }) => role === 'owner')
}

/** The members who can change the account's contacts: owners and editors. */
export function listEditors<Member extends WithRole>(members: readonly Member[]): Member[] {
  return members.filter(({ role }) => role !== 'viewer')
}

/** Whether nobody else is an owner. The last owner cannot leave, nor be removed or demoted (product.md, Users tab). */
export function isLastOwner(
  members: readonly { userId: string; role: MemberRole }[],
  userId: string,
): boolean {
  const owners = listOwners(members)
  return owners.length === 1 && owners[0]?.userId === userId
}

/** The fields that go missing when `userId` leaves, for the confirmation before a removal. */
export function fieldsMissingWithout(
  account: {
    contacts: ContactInformation | null
    integrationType: { merchantIssues: MerchantIssuesRule }
    members: readonly { userId: string }[]
  },
  userId: string,
): FieldId[] {
  const { contacts, members } = account
  const { merchantIssues } = account.integrationType
  const memberIds = members.map((member) => member.userId)
  const before = missingFields({ info: contacts, merchantIssues, memberIds })
  const after = missingFields({
    info: contacts && withoutMember(contacts, userId),
    merchantIssues,
    memberIds: memberIds.filter((memberId) => memberId !== userId),
  })
  return after.map(({ field }) => field).filter((field) => !before.some((missing) => missing.field === field))
}
