import type { notices } from '#/db/schema/notices.ts'
import { minute } from '#/lib/platform/values/clock.ts'
import { addressKey } from '#/lib/platform/values/fold.ts'

type Notice = typeof notices.$inferSelect

/** Whoever acknowledged can undo it for this long (milliseconds; notices.md, Undo). */
export const undoSpan = 10 * minute

/** The person in the portal, or the reader of a mail with an acknowledge link and who that is, if anybody. */
export type Undoer = { userId: string } | { recipient: string; userId: string | null }

/** `isOfSource`: an event source acknowledged. Its name may be any text, also an address. */
type Acknowledged = Pick<
  Notice,
  'kind' | 'state' | 'acknowledgedAt' | 'acknowledgedBy' | 'acknowledgedAs'
> & { isOfSource?: boolean }

/** Whether staff can hand a notice back: somebody acknowledged it, and it is neither closed nor a drill. */
export function canHandBack({ kind, state }: Pick<Notice, 'kind' | 'state'>): boolean {
  return kind !== 'drill' && state === 'acknowledged'
}

/**
 * Whether they gave the current acknowledgement. People choose their names, so an address is compared
 * only with acknowledgements by its own user, or by a reader without a user.
 */
export function isAcknowledger(notice: Acknowledged, who: Undoer): boolean {
  if (!canHandBack(notice)) return false
  const { acknowledgedBy: by, acknowledgedAs: as, isOfSource } = notice
  if (!('recipient' in who)) return by === who.userId
  return !isOfSource && (by === null || by === who.userId) && isAnswerOf(as, who.recipient)
}

/** Who answered, for people: the contact point, after the name that came with the answer. Such a name proves nothing. */
export function answererOf(recipient: string, name: string): string {
  return name ? `${name}, via ${recipient}` : recipient
}

/** Whether it came by this contact point. We write its end, so no name reads like another point. */
function isAnswerOf(as: string, recipient: string): boolean {
  const [answerer, key] = [addressKey(as), addressKey(recipient)]
  return answerer === key || answerer.endsWith(`, via ${key}`)
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
    unansweredState: null,
    unansweredDueAt: null,
    unansweredEscalateAt: null,
  } as const
}
