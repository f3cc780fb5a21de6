import type { notices } from '#/db/schema/notices.ts'
import type { PointKey } from '#/db/words/points.ts'
import { minute } from '#/lib/platform/values/clock.ts'

type Notice = typeof notices.$inferSelect

/** Whoever acknowledged can undo it for this long (milliseconds; notices.md, Undo). */
export const undoSpan = 10 * minute

/** The person in the portal, or whoever has a link: the contact point that it went to. */
export type Undoer = { userId: string } | { point: PointKey }

/** `point`: whose link acknowledged, if one did. */
type Acknowledged = Pick<Notice, 'kind' | 'state' | 'acknowledgedAt' | 'acknowledgedBy'> & {
  point?: PointKey | null
}

/** Whether staff can hand a notice back: somebody acknowledged it, and it is neither closed nor a drill. */
export function canHandBack({ kind, state }: Pick<Notice, 'kind' | 'state'>): boolean {
  return kind !== 'drill' && state === 'acknowledged'
}

/** Whether they gave the current acknowledgement. What people read of it proves nothing: anybody may choose such a name. */
export function isAcknowledger(notice: Acknowledged, who: Undoer): boolean {
  if (!canHandBack(notice)) return false
  return 'point' in who ? notice.point === who.point : notice.acknowledgedBy === who.userId
}

/** When their right to undo the acknowledgement ends (milliseconds UTC); null if they cannot undo it. */
export function undoableUntil(notice: Acknowledged, who: Undoer, at: number): number | null {
  if (notice.acknowledgedAt === null || !isAcknowledger(notice, who)) return null
  const until = notice.acknowledgedAt + undoSpan
  return at < until ? until : null
}

/** Why they can no longer undo. `others`: somebody else acknowledged it since. */
export function undoRefusal(notice: Acknowledged, who: Undoer): 'closed' | 'others' | 'late' {
  if (notice.state === 'closed') return 'closed'
  return isAcknowledger(notice, who) ? 'late' : 'others'
}

/**
 * The columns of a notice without its acknowledgement. If the acknowledgement predates the stored instants, an answer
 * that it asks for is due at once.
 */
export function unanswered(
  notice: Pick<
    Notice,
    | 'kind'
    | 'category'
    | 'silence'
    | 'asksAnswer'
    | 'unansweredState'
    | 'unansweredDueAt'
    | 'unansweredEscalateAt'
  >,
  at: number,
) {
  const { kind, category, silence, asksAnswer, unansweredState: state } = notice
  const isAwaited = kind === 'event' && asksAnswer && silence === null
  const instants =
    state !== null
      ? { dueAt: notice.unansweredDueAt, escalateAt: notice.unansweredEscalateAt }
      : { dueAt: isAwaited ? at : null, escalateAt: isAwaited && category === 'emergency' ? at : null }
  return {
    ...instants,
    // Repeats follow from what was mailed (lib/notices/delivery/repeats.ts).
    repeatAt: isAwaited && state !== 'unroutable' ? at : null,
    state: state === 'unroutable' ? state : 'open',
    acknowledgedAt: null,
    acknowledgedBy: null,
    acknowledgedAs: '',
    acknowledgedVia: null,
    unansweredState: null,
    unansweredDueAt: null,
    unansweredEscalateAt: null,
  } as const
}
