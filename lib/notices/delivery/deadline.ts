import type { notices } from '#/db/schema/notices.ts'
import { planFor, type Reach, type Routed } from '#/lib/notices/routing/reach.ts'
import { decideNext, type RecipientStates, type RoutePlan } from '#/lib/notices/routing/routing.ts'
import { now } from '#/lib/platform/values/clock.ts'

/**
 * By when somebody has to answer, in milliseconds UTC; `left` of it as the mail is written. `next`: who is notified
 * then, of an emergency.
 */
export type Deadline = { at: number; left: number; next: NextNotified | null }

/** The contacts who do not have the notice yet; staff are always notified. `again`: all have it, and get it once more. */
export type NextNotified = { addresses: string[]; again: boolean }

/** The columns that a deadline needs. */
export type Awaited = Routed &
  Pick<typeof notices.$inferSelect, 'step' | 'dueAt' | 'escalateAt' | 'acknowledgedAt' | 'closedAt'>

/** When the wait for an answer to a notice ends; null if nobody waits. */
export function endOfWait({
  dueAt,
  escalateAt,
  acknowledgedAt,
  closedAt,
}: Pick<Awaited, 'dueAt' | 'escalateAt' | 'acknowledgedAt' | 'closedAt'>): number | null {
  return acknowledgedAt === null && closedAt === null ? (escalateAt ?? dueAt) : null
}

/** The deadline of a notice, null if nobody has to answer; `states` are of all its messages. */
export async function findDeadline(
  notice: Awaited,
  known: { reach(): Promise<Reach>; states: RecipientStates },
): Promise<Deadline | null> {
  const at = endOfWait(notice)
  if (at === null) return null
  const escalates = notice.kind === 'event' && notice.escalateAt !== null
  const plan = escalates ? planFor(await known.reach(), notice) : null
  const next = escalates ? listNext(plan, notice.step, known.states) : null
  return { at, left: at - now(), next }
}

/** Whom the next step of an emergency notifies. `step`: the last mailed one, null before the first. */
export function listNext(
  plan: Pick<RoutePlan, 'steps'> | null,
  step: number | null,
  states: RecipientStates,
): NextNotified {
  const next = plan && decideNext(plan, 'escalation', step, states)
  const recipients = next?.kind === 'mail' ? next.recipients : []
  const fresh = recipients.filter(({ addressKey }) => !states.has(addressKey))
  return {
    addresses: fresh.map(({ address }) => address),
    again: recipients.length > 0 && fresh.length === 0,
  }
}
