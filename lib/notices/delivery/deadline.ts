import type { notices } from '#/db/schema/notices.ts'
import type { Reader } from '#/db/store/store.ts'
import { planFor, type Reach, type RoutedNotice, readReachOf } from '#/lib/notices/routing/reach.ts'
import { decideNext, type RecipientStates, type RoutePlan } from '#/lib/notices/routing/routing.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { listTriedOfEach, statesOf, type TriedDelivery } from './deliveries.ts'

/**
 * By when somebody has to answer, in milliseconds UTC; `left` of it as it is read. `next`: who is notified
 * then, of an emergency.
 */
export type Deadline = { at: number; left: number; next: NextNotified | null }

/** The contacts who do not have the notice yet; staff are always notified. `again`: all have it, and get it once more. */
export type NextNotified = { addresses: string[]; again: boolean }

/** The columns that a deadline needs. */
export type Awaited = RoutedNotice & Waits & Pick<typeof notices.$inferSelect, 'step'>

type Waits = Pick<typeof notices.$inferSelect, 'dueAt' | 'escalateAt' | 'acknowledgedAt'>

/**
 * A notice's deadline (notices.md, Routing): when it escalates next, or else when its answer is due; null if
 * nobody waits for one.
 */
export function waitEndsAt({ dueAt, escalateAt, acknowledgedAt }: Waits): number | null {
  return acknowledgedAt === null ? (escalateAt ?? dueAt) : null
}

/** Whether others are notified next unless somebody answers. A drill ends then. */
export function isEscalating<Notice extends Pick<Awaited, 'kind'> & Waits>(
  notice: Notice,
): notice is Notice & { escalateAt: number } {
  return notice.kind === 'event' && notice.escalateAt !== null && notice.acknowledgedAt === null
}

/** The deadline of a notice, null if nobody has to answer; `states` are of all its messages. */
export async function findDeadline(
  notice: Awaited,
  known: { reach(): Promise<Reach> | null; states: RecipientStates },
): Promise<Deadline | null> {
  const at = waitEndsAt(notice)
  if (at === null) return null
  const left = at - now()
  if (!isEscalating(notice)) return { at, left, next: null }
  const reach = await known.reach()
  return { at, left, next: listNextRecipients(reach && planFor(reach, notice), notice.step, known.states) }
}

/** Deadlines by notice id, only of notices that wait for an answer. The caller checks access. */
export async function findDeadlines(
  read: Reader,
  given: readonly (Awaited & { id: string })[],
): Promise<Map<string, Deadline>> {
  const escalating = given.filter(isEscalating)
  const ids = escalating.map(({ id }) => id)
  const tried = ids.length > 0 ? await listTriedOfEach(read, ids) : new Map<string, TriedDelivery[]>()
  const accountIds = new Set(escalating.flatMap(({ accountId }) => accountId ?? []))
  const reach = ids.length > 0 ? readReachOf(read, [...accountIds]) : null
  const found = new Map<string, Deadline>()
  for (const notice of given) {
    const states = statesOf(tried.get(notice.id) ?? [])
    const deadline = await findDeadline(notice, { reach: () => reach, states })
    if (deadline) found.set(notice.id, deadline)
  }
  return found
}

/** The first deadline of these notices; null if none waits for an answer. */
export async function findFirstDeadline(
  read: Reader,
  given: readonly (Awaited & { id: string })[],
): Promise<Deadline | null> {
  const awaited = given.flatMap((notice) => {
    const at = waitEndsAt(notice)
    return at === null ? [] : [{ notice, at }]
  })
  const [first] = awaited.sort((one, other) => one.at - other.at)
  return first ? ((await findDeadlines(read, [first.notice])).get(first.notice.id) ?? null) : null
}

/** The recipients of an emergency's next step. `step`: the last mailed one, null before the first. */
export function listNextRecipients(
  plan: Pick<RoutePlan, 'steps'> | null,
  step: number | null,
  states: RecipientStates,
): NextNotified {
  const next = plan && decideNext(plan, 'escalation', step, states)
  const recipients = next?.kind === 'mail' ? next.recipients : []
  const fresh = recipients.filter(({ key }) => !states.has(key))
  return { addresses: fresh.map(({ shown }) => shown), again: recipients.length > 0 && fresh.length === 0 }
}
