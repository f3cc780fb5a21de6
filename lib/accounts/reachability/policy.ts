import type { ContactInformation, IntegrationState } from '#/db/words/accounts.ts'
import type { MemberRole } from '#/db/words/people.ts'
import { addressKey } from '#/lib/platform/values/fold.ts'

/**
 * Why an account cannot be reached, worst first. `nobody`: nobody who is told of emergencies and technical problems gets
 * mail, not even the owners. `contacts`: no emergency contact does. `unanswered`: the last drill reached nobody.
 */
export const unreachableReasons = ['nobody', 'contacts', 'unanswered'] as const
export type UnreachableReason = (typeof unreachableReasons)[number]

/** The states in which an account is in service, or was a moment ago. */
export const servedStates: readonly IntegrationState[] = ['live', 'paused', 'disabled']

/** The facts that decide the reasons. Instants in milliseconds UTC. */
export type ReachFacts = {
  state: IntegrationState
  /** When the last drill ended, and how long the answer took (milliseconds). */
  drilledAt: number | null
  reachedAfter: number | null
  contacts: ContactInformation | null
  members: readonly { userId: string; email: string; role: MemberRole }[]
  /** When the contacts were saved; without contacts, when the account was made. */
  since: number
  /** When each bouncing address was marked, by key. */
  marks: ReadonlyMap<string, number>
}

export type Unreachable = { reason: UnreachableReason; since: number }

/** Why the account cannot be reached and since when, worst first; empty if it can, as far as is known. */
export function listReasons(facts: ReachFacts): Unreachable[] {
  if (!servedStates.includes(facts.state)) return []
  const { drilledAt, reachedAfter } = facts
  const nobody = sinceSilent(listNotified(facts), facts)
  const contacts = sinceSilent(listEmergency(facts), facts)
  const unanswered = drilledAt !== null && reachedAfter === null ? drilledAt : null
  const found: [UnreachableReason, number | null][] = [
    ['nobody', nobody],
    ['contacts', contacts],
    ['unanswered', unanswered],
  ]
  return found.flatMap(([reason, since]) => (since === null ? [] : [{ reason, since }]))
}

/**
 * Since when none of these addresses gets mail: when the last began to bounce, or `since` if there are none. Null if one
 * does.
 */
function sinceSilent(addresses: readonly string[], { marks, since }: ReachFacts): number | null {
  const marked = addresses.map((address) => marks.get(addressKey(address)))
  if (marked.includes(undefined)) return null
  return marked.length === 0 ? since : Math.max(...marked.filter((at) => at !== undefined))
}

/** The addresses of the emergency contacts. */
export function listEmergency({ contacts }: Pick<ReachFacts, 'contacts'>): string[] {
  return (contacts?.['technical-emergency'] ?? []).map(({ address }) => address)
}

/** Whether there are emergency contacts and all of them bounce. `bouncing`: keys of addresses. */
export function isSilent(account: Pick<ReachFacts, 'contacts'>, bouncing: ReadonlySet<string>): boolean {
  const addresses = listEmergency(account)
  return addresses.length > 0 && addresses.every((address) => bouncing.has(addressKey(address)))
}

/** Everyone who may get emergencies and production alerts, in any step of their routes. */
export function listNotified(account: Pick<ReachFacts, 'contacts' | 'members'>): string[] {
  const { contacts, members } = account
  const people = members.filter(
    ({ userId, role }) => role === 'owner' || (contacts?.alerts.includes(userId) ?? false),
  )
  return [
    ...listEmergency(account),
    ...(contacts?.technical ?? []).map(({ address }) => address),
    ...people.map(({ email }) => email),
  ]
}
