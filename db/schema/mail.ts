import { count, id, index, instant, json, table, text } from '#/db/columns/index.ts'
import type { Locale } from '#/lib/locale.ts'
import type { MailLane, MailStatus } from '#/lib/mail/schema.ts'

/**
 * Outgoing mail, written in the transaction of the change that causes it. `data` is what the template needs; it is
 * emptied once settled where the template carries secrets. `leaseOwner`, `leaseUntil` and `attempts` fence workers.
 */
export const outbox = table(
  'outbox',
  {
    id: id('id').primaryKey(),
    template: text('template').notNull(),
    recipient: text('recipient').notNull(),
    locale: text('locale').$type<Locale>().notNull(),
    data: json<Record<string, unknown>>('data').notNull(),
    accountId: id('account_id'),
    lane: text('lane').$type<MailLane>().notNull(),
    status: text('status').$type<MailStatus>().notNull(),
    attempts: count('attempts').notNull().default(0),
    dueAt: instant('due_at'),
    leaseOwner: text('lease_owner'),
    leaseUntil: instant('lease_until'),
    lastError: text('last_error').notNull().default(''),
    createdAt: instant('created_at').notNull(),
    settledAt: instant('settled_at'),
  },
  (columns) => [
    index('outbox_due').on(columns.lane, columns.dueAt),
    index('outbox_settled').on(columns.settledAt),
  ],
)
