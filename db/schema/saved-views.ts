import { flag, id, index, instant, reference, table, text } from '#/db/columns.ts'
import type { SavedList } from '#/db/words/saved-views.ts'
import { users } from './people.ts'

/** Filters of a staff list under a name, for their owner or, `shared`, for all staff. `query`: as in the list's address. */
export const savedViews = table(
  'saved_views',
  {
    id: id('id').primaryKey(),
    ownerId: reference('owner_id', () => users.id),
    list: text('list').$type<SavedList>().notNull(),
    name: text('name').notNull(),
    query: text('query').notNull(),
    shared: flag('shared').notNull().default(false),
    createdAt: instant('created_at').notNull(),
  },
  (columns) => [
    index('saved_views_owner').on(columns.ownerId, columns.list),
    index('saved_views_shared').on(columns.list, columns.shared),
  ],
)
