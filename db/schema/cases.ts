import { count, flag, id, index, instant, reference, table, text, uniqueIndex } from '#/db/columns.ts'
import type { AccountEnvironment } from '#/db/words/accounts.ts'
import type { CaseCategory, CaseStatus, UrgentSituation } from '#/db/words/cases.ts'
import { accounts } from './accounts.ts'
import { users } from './people.ts'

export const cases = table(
  'cases',
  {
    id: id('id').primaryKey(),
    number: count('number').notNull(),
    accountId: reference('account_id', () => accounts.id),
    category: text('category').$type<CaseCategory>().notNull(),
    situation: text('situation').$type<UrgentSituation>(),
    subject: text('subject').notNull(),
    environment: text('environment').$type<AccountEnvironment>().notNull(),
    status: text('status').$type<CaseStatus>().notNull().default('open'),
    followsId: id('follows_id'),
    openedBy: reference('opened_by', () => users.id),
    openedAt: instant('opened_at').notNull(),
    updatedAt: instant('updated_at').notNull(),
    closedBy: id('closed_by'),
    closedAt: instant('closed_at'),
    assigneeId: id('assignee_id').references(() => users.id),
  },
  (columns) => [
    uniqueIndex('cases_number').on(columns.number),
    index('cases_account').on(columns.accountId, columns.updatedAt),
    index('cases_status').on(columns.status, columns.updatedAt),
    index('cases_assignee').on(columns.assigneeId, columns.status),
    index('cases_follows').on(columns.followsId),
  ],
)

export const caseMessages = table(
  'case_messages',
  {
    id: id('id').primaryKey(),
    caseId: reference('case_id', () => cases.id),
    authorId: reference('author_id', () => users.id),
    fromStaff: flag('from_staff').notNull(),
    /** A note among staff, which partners never see. */
    internal: flag('internal').notNull().default(false),
    text: text('text').notNull(),
    at: instant('at').notNull(),
  },
  (columns) => [index('case_messages_case').on(columns.caseId)],
)
