import { sql } from 'drizzle-orm'
import { count, id, index, instant, key, table, text } from '#/db/columns.ts'
import type { ConfirmationEnd } from '#/db/words/confirmations.ts'
import { accounts } from './accounts.ts'

/**
 * Each time that a free address of an account began to be asked whether it is the right one; the one without `endedAt` is
 * asked now (notices.md, Confirmed, tested, answered). `askedBy`: who registered it. `mails`: how many it has got, the first and its reminders;
 * `mailDueAt`: when the next one goes, empty where none does. That it was confirmed is also written in `account_addresses`.
 */
export const confirmations = table(
  'confirmations',
  {
    id: id('id').primaryKey(),
    accountId: id('account_id')
      .notNull()
      .references(() => accounts.id),
    addressKey: key('address_key').notNull(),
    address: text('address').notNull(),
    askedBy: id('asked_by'),
    askedAt: instant('asked_at').notNull(),
    mails: count('mails').notNull().default(0),
    mailDueAt: instant('mail_due_at'),
    confirmedAt: instant('confirmed_at'),
    endedAt: instant('ended_at'),
    endedHow: text('ended_how').$type<ConfirmationEnd>(),
  },
  (columns) => [
    index('confirmations_account').on(columns.accountId, columns.addressKey),
    index('confirmations_asked').on(columns.accountId, columns.askedAt),
    index('confirmations_mail').on(columns.mailDueAt).where(sql`mail_due_at is not null`),
  ],
)
