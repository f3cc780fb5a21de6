import { notices } from '#/db/schema/notices.ts'
import { type NewDelivery, newDelivery, type TriedDelivery } from './deliveries.ts'
import { noticeDigestResolved } from './notice-digest.ts'
import { noticeResolved } from './notice-resolved.ts'

/** What telling of its end needs of a notice. */
export const endedColumns = {
  id: notices.id,
  accountId: notices.accountId,
  category: notices.category,
  environment: notices.environment,
}
export type Ended = { [Name in keyof typeof endedColumns]: (typeof notices.$inferSelect)[Name] }

/** The message that tells whoever got `first` that its notice is over. */
export function resolveOf(first: TriedDelivery, notice: Ended, at: number): NewDelivery {
  return newDelivery({
    mailing: { noticeId: notice.id },
    template: noticeResolved,
    part: 'resolve',
    to: toOf(first),
    category: notice.category,
    accountId: notice.accountId,
    timeZone: String(first.data.timeZone ?? 'UTC'),
    at,
  })
}

/** The message that tells whoever got `first` of all that a digest of resolves gathers. */
export function resolveDigestDelivery(
  first: TriedDelivery,
  digest: { id: string; dueAt: number },
  category: Ended['category'] | null,
  at: number,
): NewDelivery {
  return newDelivery({
    mailing: { digestId: digest.id },
    template: noticeDigestResolved,
    part: 'resolve',
    to: toOf(first),
    category,
    accountId: first.accountId,
    timeZone: String(first.data.timeZone ?? 'UTC'),
    at,
    dueAt: digest.dueAt,
  })
}

function toOf({ recipient, locale, purpose, step }: TriedDelivery) {
  return { address: recipient, locale, ...(purpose && { purpose }), step }
}
