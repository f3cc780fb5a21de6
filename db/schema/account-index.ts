import { sql } from 'drizzle-orm'
import { flag, id, index, instant, key, reference, table, text, uniqueIndex } from '#/db/columns.ts'
import { accounts } from './accounts.ts'

/**
 * The search index of accounts, written with the change itself (lib/accounts/search). `words`: the folded words of
 * names and addresses, each once. The instants say since when and why an account is out of reach; else empty.
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
    index('account_search_unreachable')
      .on(columns.accountId)
      .where(sql`nobody_since is not null or contacts_since is not null or unanswered_since is not null`),
  ],
)

/**
 * The addresses of an account: its members' and those of its last revision. `confirmedAt`: when somebody confirmed a
 * free address, once per account however many fields it serves.
 */
export const accountAddresses = table(
  'account_addresses',
  {
    accountId: reference('account_id', () => accounts.id),
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
