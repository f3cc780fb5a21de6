import { flag, id, index, instant, key, table, text, uniqueIndex } from '#/db/columns/index.ts'
import { accounts } from './accounts.ts'

/**
 * What an account can be found by: the words of its names and addresses, and what is missing. Computed from the account's
 * rows in the transaction that changes them (lib/account-index); it answers which accounts to read, never what they are.
 */
export const accountTerms = table(
  'account_terms',
  {
    term: key('term').notNull(),
    accountId: id('account_id')
      .notNull()
      .references(() => accounts.id),
  },
  (columns) => [
    uniqueIndex('account_terms_term').on(columns.term, columns.accountId),
    index('account_terms_account').on(columns.accountId, columns.term),
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
