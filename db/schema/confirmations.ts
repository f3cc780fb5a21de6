import { sql } from 'drizzle-orm'
import { count, id, index, instant, key, reference, table, text } from '#/db/columns.ts'
import type { ConfirmationEnd } from '#/db/words/accounts.ts'
import { accounts } from './accounts.ts'

/**
 * Each time we asked a free address for confirmation; an open request has no `endedAt` (notices.md, Confirmed, tested,
 * answered). `askedBy`: who registered the address. `mails`: how many went out, reminders included; `mailDueAt`: when
 * the next one goes, empty if none does. `account_addresses` stores the confirmation too.
 */
export const confirmations = table(
  'confirmations',
  {
    id: id('id').primaryKey(),
    accountId: reference('account_id', () => accounts.id),
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
