import { type UnreachableReason, unreachableReasons } from '#/lib/accounts/reachability/policy.ts'
import type { UnreachableCursor } from './queries.ts'

type Query = Record<string, string | string[] | undefined>

/** Which reason the address asks for, and where its page begins; whatever it says that is unknown counts for nothing. */
export function readUnreachableView(query: Query): {
  reason: UnreachableReason | null
  after: UnreachableCursor | null
} {
  const reason = unreachableReasons.find((known) => known === query.why) ?? null
  const text = typeof query.after === 'string' ? query.after : ''
  const [, of, place, id = ''] = /^([a-z-]+):(\d{1,16})\.([0-9a-f-]{36})$/.exec(text) ?? []
  return { reason, after: of === wordOf(reason) ? { place: Number(place), id } : null }
}

/** The address of such a view, which `readUnreachableView` reads back. */
export function unreachableHref(
  reason: UnreachableReason | null,
  after: UnreachableCursor | null = null,
  path = '/admin/unreachable',
): string {
  const query = new URLSearchParams({
    ...(reason && { why: reason }),
    ...(after && { after: `${wordOf(reason)}:${sayPlace(reason, after.place)}.${after.id}` }),
  })
  return query.size > 0 ? `${path}?${query}` : path
}

function wordOf(reason: UnreachableReason | null): string {
  return reason ? `unreachable-${reason}` : 'unreachable'
}

/** Of one length: 15 digits of an instant, and before them the rank where the reason does not say it. */
function sayPlace(reason: UnreachableReason | null, place: number): string {
  return String(place).padStart(reason ? 15 : 16, '0')
}
