import { id, index, instant, reference, table, text } from '#/db/columns.ts'
import { accounts } from './accounts.ts'
import { users } from './people.ts'

/** Notes among staff about an account; partners never see them. */
export const staffNotes = table(
  'staff_notes',
  {
    id: id('id').primaryKey(),
    accountId: reference('account_id', () => accounts.id),
    authorId: reference('author_id', () => users.id),
    text: text('text').notNull(),
    at: instant('at').notNull(),
  },
  (columns) => [index('staff_notes_account').on(columns.accountId, columns.at)],
)
