import { type IntegrationState, kinds } from '#/db/words/accounts.ts'
import type { RouteTarget } from '#/db/words/notices.ts'
import type { PointKey } from '#/db/words/points.ts'
import type { ContactPoint, PointsByPurpose } from '#/lib/accounts/points/points.ts'

/**
 * Why an account cannot be reached, worst first. `nobody`: nobody on the routes of emergencies and production alerts gets
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
  points: PointsByPurpose
  /** Whom the routes of emergencies and production alerts name in any step. */
  targets: readonly RouteTarget[]
  /** When the contacts were saved; without contacts, when the account was made. */
  since: number
  /** Since when each bouncing point does. */
  marks: ReadonlyMap<PointKey, number>
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
 * Since when none of these points gets mail: when the last began to bounce, or `since` if there are none. Null if one
 * does.
 */
function sinceSilent(points: readonly ContactPoint[], { marks, since }: ReachFacts): number | null {
  const marked = points.map(({ key }) => marks.get(key))
  if (marked.includes(undefined)) return null
  return marked.length === 0 ? since : Math.max(...marked.filter((at) => at !== undefined))
}

/** The emergency contacts that can wake somebody: a chat alone is none (channels.md, Confirmed, drilled, shown). */
export function listEmergency({ points }: Pick<ReachFacts, 'points'>): ContactPoint[] {
  const emergency = points.get('technical-emergency') ?? []
  return emergency.filter(({ kind }) => kind === 'mail' || kinds[kind].wakes)
}

/** Whether there are emergency contacts and all of them bounce. */
export function isSilent(
  account: Pick<ReachFacts, 'points'>,
  isBouncing: (key: PointKey) => boolean,
): boolean {
  const emergency = listEmergency(account)
  return emergency.length > 0 && emergency.every(({ key }) => isBouncing(key))
}

/** Everyone who may get emergencies and production alerts. */
export function listNotified({ points, targets }: Pick<ReachFacts, 'points' | 'targets'>): ContactPoint[] {
  return targets.flatMap((target) => points.get(target) ?? [])
}
