import type { notices } from '#/db/schema/notices.ts'
import { minute } from '#/lib/platform/values/clock.ts'
import { addressKey } from '#/lib/platform/values/fold.ts'

type Notice = typeof notices.$inferSelect

/** Whoever acknowledged can undo it for this long (milliseconds; notices.md, Undo). */
export const undoSpan = 10 * minute

/** The person in the portal, or the reader of a mail with an acknowledge link. */
export type Undoer = { userId: string } | { recipient: string }

/** Whether staff can hand a notice back: somebody acknowledged it, and it is neither closed nor a drill. */
export function canHandBack({ kind, state }: Pick<Notice, 'kind' | 'state'>): boolean {
  return kind !== 'drill' && state === 'acknowledged'
}

/** Until when they can undo the acknowledgement of a notice (milliseconds UTC); null if they cannot. */
export function undoableUntil(
  notice: Pick<Notice, 'kind' | 'state' | 'acknowledgedAt' | 'acknowledgedBy' | 'acknowledgedAs'>,
  who: Undoer,
  at: number,
): number | null {
  if (notice.acknowledgedAt === null || !canHandBack(notice)) return null
  const isTheirs =
    'userId' in who
      ? notice.acknowledgedBy === who.userId
      : addressKey(notice.acknowledgedAs) === addressKey(who.recipient)
  const until = notice.acknowledgedAt + undoSpan
  return isTheirs && at < until ? until : null
}

/**
 * What a notice is once nobody is on it. If its acknowledgement is older than the instants that one keeps, an answer
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
    state: state === 'unroutable' ? state : 'open',
    acknowledgedAt: null,
    acknowledgedBy: null,
    acknowledgedAs: '',
    unansweredState: null,
    unansweredDueAt: null,
    unansweredEscalateAt: null,
  } as const
}
