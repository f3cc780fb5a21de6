import { sql } from 'drizzle-orm'
import { count, flag, id, index, instant, json, table, text } from '#/db/columns.ts'
import type { DeliveryAttempt, DeliveryPart, MailStatus } from '#/db/words/mail.ts'
import type { RouteTarget } from '#/db/words/notices.ts'
import type { Locale } from '#/db/words/people.ts'

/**
 * Outgoing mail, written in the transaction of the change that causes it. `data` is the template's input; secrets in it
 * are sealed (lib/platform/mail/queue-mail.ts), and it is emptied once the mail is settled. `leaseOwner`, `leaseUntil` and
 * `attempts` fence workers. A delivery is a row of a notice or a digest: `part` names what it says, `purpose` and
 * `step` why this address gets it (a copy has no step); `thenResolve`: once this is accepted, the end is mailed.
 * `relayFailed`: the last attempt failed at the transport, regardless of the recipient. `recipient`: an address, or the key of an
 * endpoint, which people read as `shown`; `host`: of an endpoint, for limits. `handOnAt`: when, unless this endpoint has taken it by then, the
 * next step is told; then it is `silent`. Also of what was withheld.
 */
export const outbox = table(
  'outbox',
  {
    id: id('id').primaryKey(),
    template: text('template').notNull(),
    recipient: text('recipient').notNull(),
    shown: text('shown'),
    host: text('host'),
    locale: text('locale').$type<Locale>().notNull(),
    data: json<Record<string, unknown>>('data').notNull(),
    accountId: id('account_id'),
    lane: text('lane').notNull(),
    status: text('status').$type<MailStatus>().notNull(),
    attempts: count('attempts').notNull().default(0),
    dueAt: instant('due_at'),
    leaseOwner: text('lease_owner'),
    leaseUntil: instant('lease_until'),
    lastError: text('last_error').notNull().default(''),
    relayFailed: flag('relay_failed').notNull().default(false),
    createdAt: instant('created_at').notNull(),
    settledAt: instant('settled_at'),
    noticeId: id('notice_id'),
    caseId: id('case_id'),
    digestId: id('digest_id'),
    part: text('part').$type<DeliveryPart>(),
    purpose: text('purpose').$type<RouteTarget>(),
    step: count('step'),
    thenResolve: flag('then_resolve').notNull().default(false),
    history: json<DeliveryAttempt[]>('history'),
    handOnAt: instant('hand_on_at'),
    silent: flag('silent').notNull().default(false),
  },
  (columns) => [
    index('outbox_due').on(columns.lane, columns.dueAt),
    index('outbox_settled').on(columns.settledAt),
    index('outbox_notice').on(columns.noticeId).where(sql`notice_id is not null`),
    index('outbox_case').on(columns.caseId).where(sql`case_id is not null`),
    index('outbox_digest').on(columns.digestId).where(sql`digest_id is not null`),
    index('outbox_hand_on').on(columns.handOnAt).where(sql`hand_on_at is not null`),
    index('outbox_failing').on(columns.createdAt).where(sql`status in ('retrying', 'failed', 'expired')`),
  ],
)

/**
 * Mail faults, and when staff were last notified. `server`: the fault ends when this server takes mail again, at
 * `workedAt`; empty for other faults.
 */
export const mailFaults = table('mail_faults', {
  key: id('key').primaryKey(),
  server: text('server').notNull(),
  toldAt: instant('told_at').notNull(),
  workedAt: instant('worked_at'),
})
