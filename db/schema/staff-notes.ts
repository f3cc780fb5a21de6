import { id, index, instant, table, text } from '#/db/columns.ts'
import { accounts } from './accounts.ts'
import { users } from './people.ts'

/** Notes among staff about an account; partners never see them. */
export const staffNotes = table(
  'staff_notes',
  {
    id: id('id').primaryKey(),
    accountId: id('account_id')
      .notNull()
      .references(() => accounts.id),
    authorId: id('author_id')
      .notNull()
      .references(() => users.id),
    text: text('text').notNull(),
    at: instant('at').notNull(),
  },
  (columns) => [index('staff_notes_account').on(columns.accountId, columns.at)],
)
