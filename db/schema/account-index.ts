import { sql } from 'drizzle-orm'
import { flag, id, index, instant, key, table, text, uniqueIndex } from '#/db/columns.ts'
import { accounts } from './accounts.ts'

/**
 * What an account is found by, written in the transaction that changes it (lib/accounts/search). `words`: those of its names and
 * addresses, folded, each once. The instants say since when it cannot be reached, and why; empty where it can.
 */
export const accountSearch = table(
  'account_search',
  {
    accountId: id('account_id')
      .primaryKey()
      .references(() => accounts.id),
    words: text('words').notNull(),
    nobodySince: instant('nobody_since'),
    contactsSince: instant('contacts_since'),
    unansweredSince: instant('unanswered_since'),
  },
  (columns) => [
    // Where nobody is told, no emergency contact is either.
    index('account_search_unreachable')
      .on(columns.accountId)
      .where(sql`contacts_since is not null or unanswered_since is not null`),
  ],
)

/**
 * The addresses of an account, of its members and in its last revision. `confirmedAt`: when somebody showed that mail to a
 * free address is read, once for each account however many fields it serves.
 */
export const accountAddresses = table(
  'account_addresses',
  {
    accountId: id('account_id')
      .notNull()
      .references(() => accounts.id),
    addressKey: key('address_key').notNull(),
    address: text('address').notNull(),
    isMember: flag('is_member').notNull(),
    isContact: flag('is_contact').notNull(),
    since: instant('since').notNull(),
    confirmedAt: instant('confirmed_at'),
  },
  (columns) => [
    uniqueIndex('account_addresses_address').on(columns.addressKey, columns.accountId),
    index('account_addresses_account').on(columns.accountId, columns.confirmedAt),
  ],
)
