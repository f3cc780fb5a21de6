import { type DeliveryCursor, failingStatuses } from '#/lib/notices/failing-queries.ts'

/** What of them is shown; `bounces` are reports that name none of them. */
export const views = ['all', ...failingStatuses, 'bounces'] as const

/** The address of a view, from `after` on. */
export function deliveriesHref(view: (typeof views)[number], after?: DeliveryCursor): string {
  const parts = {
    ...(view !== 'all' && { status: view }),
    ...(after && { after: `${after.at}.${after.id}` }),
  }
  const said = new URLSearchParams(parts).toString()
  return said ? `/admin/notices/deliveries?${said}` : '/admin/notices/deliveries'
}

/** `1764000000000.0198…`: when, and the id. */
export function readDeliveryCursor(after: string | string[] | undefined): DeliveryCursor | null {
  const parts = typeof after === 'string' ? /^([0-9]{1,15})\.([0-9a-f-]{36})$/.exec(after) : null
  return parts && { at: Number(parts[1]), id: parts[2] ?? '' }
}
