import { count, flag, id, index, instant, json, reference, table, text, uniqueIndex } from '#/db/columns.ts'
import type {
  AnnouncementState,
  AnnouncementTexts,
  AudienceFilter,
  FrozenCounts,
  PlannedOutcome,
} from '#/db/words/announcements.ts'
import type { NoticeCategory, NoticeLink, NoticeWindow, Severity } from '#/db/words/notices.ts'
import { accounts } from './accounts.ts'

/**
 * A notice to many accounts. Its preview freezes the audience as `announcementAccounts`, the list that is sent.
 * `version` rises with each change and each freezing, `counts` holds the totals of the list, `done` counts the accounts
 * frozen, or sent to, so far. `window` and `asksAnswer`: as in its notices. `leaseUntil`: how long the current worker
 * holds it.
 */
export const announcements = table(
  'announcements',
  {
    id: id('id').primaryKey(),
    state: text('state').$type<AnnouncementState>().notNull(),
    version: count('version').notNull().default(0),
    category: text('category').$type<NoticeCategory>().notNull(),
    severity: text('severity').$type<Severity>().notNull(),
    texts: json<AnnouncementTexts>('texts').notNull(),
    links: json<NoticeLink[]>('links').notNull(),
    window: json<NoticeWindow>('time_window'),
    asksAnswer: flag('asks_answer').notNull().default(true),
    audience: json<AudienceFilter>('audience').notNull(),
    createdBy: id('created_by').notNull(),
    createdAt: instant('created_at').notNull(),
    frozenAt: instant('frozen_at'),
    counts: json<FrozenCounts>('counts'),
    done: count('done').notNull().default(0),
    startedBy: id('started_by'),
    startedAt: instant('started_at'),
    stoppedBy: id('stopped_by'),
    stoppedAt: instant('stopped_at'),
    finishedAt: instant('finished_at'),
    leaseOwner: text('lease_owner'),
    leaseUntil: instant('lease_until'),
  },
  (columns) => [
    index('announcements_created').on(columns.createdAt),
    index('announcements_state').on(columns.state),
  ],
)

/**
 * An account of the frozen list: whom the notice should reach, at how many `addresses`, of which `untranslated` read
 * another language than the text; and the outcome.
 */
export const announcementAccounts = table(
  'announcement_accounts',
  {
    id: id('id').primaryKey(),
    announcementId: reference('announcement_id', () => announcements.id),
    accountId: reference('account_id', () => accounts.id),
    position: count('position').notNull(),
    planned: text('planned').$type<PlannedOutcome>().notNull(),
    addresses: count('addresses').notNull(),
    untranslated: count('untranslated').notNull().default(0),
    noticeId: id('notice_id'),
    sentAt: instant('sent_at'),
  },
  (columns) => [
    uniqueIndex('announcement_accounts_position').on(columns.announcementId, columns.position),
    index('announcement_accounts_planned').on(columns.announcementId, columns.planned, columns.position),
    uniqueIndex('announcement_accounts_account').on(columns.announcementId, columns.accountId),
    index('announcement_accounts_notice').on(columns.noticeId),
  ],
)
