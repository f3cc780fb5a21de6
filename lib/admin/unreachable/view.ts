import { type UnreachableReason, unreachableReasons } from '#/lib/accounts/reachability/policy.ts'
import { rangeOfReason } from '#/lib/accounts/search/unreachable-terms.ts'
import type { UnreachableCursor } from './queries.ts'

type Query = Record<string, string | string[] | undefined>

/** Which reason the address asks for, and where its page begins; whatever it says that is unknown counts for nothing. */
export function readUnreachableView(query: Query): {
  reason: UnreachableReason | null
  after: UnreachableCursor | null
} {
  const reason = unreachableReasons.find((known) => known === query.why) ?? null
  const text = typeof query.after === 'string' ? query.after : ''
  const [, term = '', id = ''] = /^(unreachable[a-z-]*:\d{1,20})\.([0-9a-f-]{36})$/.exec(text) ?? []
  const { from, before } = rangeOfReason(reason)
  return { reason, after: id && from <= term && term < before ? { term, id } : null }
}

/** The address of such a view, which `readUnreachableView` reads back. */
export function unreachableHref(
  reason: UnreachableReason | null,
  after: UnreachableCursor | null = null,
  path = '/admin/unreachable',
): string {
  const query = new URLSearchParams({
    ...(reason && { why: reason }),
    ...(after && { after: `${after.term}.${after.id}` }),
  })
  return query.size > 0 ? `${path}?${query}` : path
}
