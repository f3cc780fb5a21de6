import { setImmediate } from 'node:timers/promises'
import { and, asc, count, eq, gt, inArray, isNotNull, lte } from 'drizzle-orm'
import { pick } from '#/db/columns.ts'
import { accounts } from '#/db/schema/accounts.ts'
import { announcementAccounts } from '#/db/schema/announcements.ts'
import { outbox } from '#/db/schema/mail.ts'
import { notices } from '#/db/schema/notices.ts'
import type { Reader } from '#/db/store/store.ts'
import type { MailStatus } from '#/db/words/mail.ts'
import type { StaffGrant } from '#/lib/identity/access/staff-grants.ts'
import {
  type AccountOutcome,
  type AnnouncementOutcome,
  accountOutcomeOf,
  isNotified,
  messageOutcomeOf,
  noOutcome,
  type OutcomeView,
} from './outcome.ts'

export const outcomesPerPage = 50

/** Reads accounts in batches, so that a page about all of them blocks nobody for long. */
const accountsAtOnce = 1000

/** The outcome of an announcement at one account. */
export type OutcomeRow = {
  position: number
  slug: string
  name: string
  noticeId: string | null
  outcome: AccountOutcome
  messages: { status: MailStatus; count: number }[]
  acknowledgedAt: number | null
  acknowledgedAs: string
}

/** The outcome so far, counted over all accounts. */
export async function readOutcome(
  read: Reader,
  _grant: StaffGrant,
  id: string,
): Promise<AnnouncementOutcome> {
  const total = noOutcome()
  for await (const rows of streamOutcomes(read, id)) {
    for (const { outcome, messages, acknowledgedAt } of rows) {
      total.accounts[outcome] += 1
      for (const { status, count: some } of messages) total.messages[messageOutcomeOf(status)] += some
      if (isNotified(outcome) || acknowledgedAt !== null) total.notified += 1
      if (acknowledgedAt !== null) total.acknowledged += 1
    }
  }
  return total
}

/** The accounts in view `show`, after the place `after`; `next` starts the following page. */
export async function listOutcomes(
  read: Reader,
  _grant: StaffGrant,
  id: string,
  { show, after }: { show: OutcomeView; after: number | null },
): Promise<{ rows: OutcomeRow[]; next: number | null }> {
  const found: OutcomeRow[] = []
  const atOnce = show === 'all' ? outcomesPerPage + 1 : accountsAtOnce
  for await (const rows of streamOutcomes(read, id, after ?? undefined, atOnce)) {
    found.push(...rows.filter((row) => isShown(row, show)))
    if (found.length > outcomesPerPage) break
  }
  const shown = found.slice(0, outcomesPerPage)
  return { rows: shown, next: found.length > shown.length ? (shown.at(-1)?.position ?? null) : null }
}

function isShown({ outcome, acknowledgedAt }: OutcomeRow, show: OutcomeView): boolean {
  if (show === 'all') return true
  if (show === 'acknowledged') return acknowledgedAt !== null
  if (show === 'unanswered') return acknowledgedAt === null && isNotified(outcome)
  return outcome === show
}

/** All accounts of an announcement after a place, in batches. */
export async function* streamOutcomes(
  read: Reader,
  id: string,
  after = -1,
  atOnce = accountsAtOnce,
): AsyncGenerator<OutcomeRow[]> {
  for (let from = after; ; ) {
    const rows = await readSome(read, id, from, atOnce)
    const last = rows.at(-1)
    if (!last) return
    yield rows
    if (rows.length < atOnce) return
    from = last.position
    await setImmediate()
  }
}

async function readSome(read: Reader, id: string, after: number, atOnce: number): Promise<OutcomeRow[]> {
  const { announcementId, position } = announcementAccounts
  const rows = await read
    .select({
      ...pick(announcementAccounts, 'position', 'planned', 'sentAt'),
      ...pick(accounts, 'slug', 'name'),
      notice: pick(notices, 'id', 'silence', 'acknowledgedAt', 'acknowledgedAs'),
    })
    .from(announcementAccounts)
    .innerJoin(accounts, eq(accounts.id, announcementAccounts.accountId))
    .leftJoin(notices, eq(notices.id, announcementAccounts.noticeId))
    .where(and(eq(announcementId, id), gt(position, after)))
    .orderBy(asc(position))
    .limit(atOnce)
  const last = rows.at(-1)
  if (!last) return []
  const counted = await read
    .select({ noticeId: outbox.noticeId, status: outbox.status, count: count() })
    .from(announcementAccounts)
    .innerJoin(outbox, eq(outbox.noticeId, announcementAccounts.noticeId))
    .where(
      and(
        eq(announcementId, id),
        gt(position, after),
        lte(position, last.position),
        // Repeats the partial index's condition, so that the store uses it.
        isNotNull(outbox.noticeId),
        // Leaves out resolve messages and mail to staff.
        inArray(outbox.part, ['notice', 'reminder', 'repeat', 'escalation']),
      ),
    )
    .groupBy(outbox.noticeId, outbox.status)
  const messagesOf = Map.groupBy(counted, ({ noticeId }) => noticeId)
  return rows.map(({ notice, planned, sentAt, ...account }) => {
    const counts = messagesOf.get(notice?.id ?? '') ?? []
    const messages = counts.map(({ status, count: some }) => ({ status, count: Number(some) }))
    return {
      ...account,
      messages,
      noticeId: notice?.id ?? null,
      outcome: accountOutcomeOf({ planned, sentAt, notice, statuses: messages.map(({ status }) => status) }),
      acknowledgedAt: notice?.acknowledgedAt ?? null,
      acknowledgedAs: notice?.acknowledgedAs ?? '',
    }
  })
}
