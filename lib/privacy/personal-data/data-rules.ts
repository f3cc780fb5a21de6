import { and, eq, inArray, isNotNull, isNull, like, lt, ne, or, sql } from 'drizzle-orm'
import type { SQLiteTable } from 'drizzle-orm/sqlite-core'
import { environments } from '#/db/words/accounts.ts'
import { importDays } from '#/db/words/imports.ts'
import { noticeCategories } from '#/db/words/notices.ts'
import { closedDays } from '#/lib/accounts/account/closing-policy.ts'
import { rateKey } from '#/lib/notices/notice/keys.ts'
import { isSignInRecord } from '#/lib/platform/audit/forget.ts'
import { hour, now } from '#/lib/platform/values/clock.ts'
import { type DataRule, isMissingIn, isSentTo, retainFor } from './data-rule.ts'
import {
  isEndedAnnouncement,
  isOrphanedMark,
  isUnacceptedInvitation,
  isUnsentAnnouncement,
  isUnusedPicture,
} from './old-rows.ts'
import * as rowRules from './row-rules.ts'
import { type TableName, tables as t } from './tables.ts'

const asDeliveries = retainFor({ setting: 'deliveryDays' })
const asDrafts = retainFor({ setting: 'draftDays' })
/** A check takes seconds, or minutes at the command line: an older one was interrupted. */
const maxCheckDuration = 2 * hour

/**
 * For every table: which rows a deletion removes, what an erasure changes, and how long rows are retained. The order is that
 * of a deletion: tables that still receive rows come first, and each table before the ones it refers to.
 */
export const dataRules = {
  notices: {
    deleted: { own: t.notices.accountId },
    erased: {
      people: ['createdBy', 'acknowledgedBy', 'closedBy'],
      ruledBy: ['acknowledgedBy'],
      rule: rowRules.ofNotice,
    },
    kept: {
      notices: asDeliveries(t.notices.closedAt),
      // Nobody has to close them.
      trials: asDeliveries((at) =>
        and(or(ne(t.notices.kind, 'event'), eq(t.notices.asksAnswer, false)), lt(t.notices.firstSeenAt, at)),
      ),
    },
  },
  events: {
    deleted: { with: [{ table: t.notices, by: t.events.noticeId }] },
    erased: { rule: rowRules.ofEvent },
    kept: { events: asDeliveries(t.events.receivedAt) },
  },
  digests: {
    deleted: { own: t.digests.accountId },
    erased: {},
    kept: { digests: asDeliveries(t.digests.createdAt) },
  },
  digestNotices: {
    deleted: {
      with: [
        { table: t.notices, by: t.digestNotices.noticeId },
        { table: t.digests, by: t.digestNotices.digestId },
      ],
    },
    erased: 'computed',
  },
  cases: { deleted: { own: t.cases.accountId }, erased: { people: ['openedBy', 'closedBy', 'assigneeId'] } },
  caseMessages: {
    deleted: { with: [{ table: t.cases, by: t.caseMessages.caseId }] },
    erased: { people: ['authorId'] },
  },
  outbox: {
    deleted: {
      with: [
        { table: t.notices, by: t.outbox.noticeId, where: isNull(t.outbox.dueAt) },
        { table: t.digests, by: t.outbox.digestId, where: isNull(t.outbox.dueAt) },
      ],
      // Mail about the account other than its notices, and mail to addresses that nobody else has.
      walk: (account) => or(eq(t.outbox.accountId, account.accountId), isSentTo(t.outbox.recipient, account)),
    },
    erased: { rule: rowRules.ofMail },
    kept: { deliveries: asDeliveries(t.outbox.settledAt) },
  },
  bounceReports: {
    deleted: {
      // Reports about deleted mail, and about those addresses.
      walk: (account) =>
        or(
          and(
            isNotNull(t.bounceReports.deliveryId),
            isMissingIn(t.outbox, t.outbox.id, t.bounceReports.deliveryId),
          ),
          isSentTo(t.bounceReports.recipient, account),
        ),
    },
    erased: { rule: rowRules.ofBounce, late: true },
    kept: { bounces: asDeliveries(t.bounceReports.receivedAt) },
  },
  importRows: {
    deleted: {
      with: [{ table: t.imports, by: t.importRows.importId }],
      // Rows of the files that made or named the account. The cast makes both engines search the stored text.
      walk: ({ accountId, slug }) =>
        or(
          eq(t.importRows.accountId, accountId),
          like(sql`cast(${t.importRows.values} as text)`, `%"slug":${JSON.stringify(slug)}%`),
        ),
    },
    erased: { rule: rowRules.ofImportRow },
  },
  noticeRates: {
    deleted: {
      keys: ({ accountId }) =>
        inArray(
          t.noticeRates.key,
          noticeCategories.flatMap((category) =>
            environments.map((environment) => rateKey({ accountId, category, environment })),
          ),
        ),
    },
    erased: 'computed',
  },
  addressMarks: {
    deleted: { keys: t.addressMarks.addressKey },
    erased: { rule: rowRules.ofAddressAlone },
    kept: { marks: asDeliveries(isOrphanedMark) },
  },
  addressFailures: {
    deleted: { keys: t.addressFailures.addressKey },
    erased: { rule: rowRules.ofAddressAlone, late: true },
    kept: { failures: retainFor({ days: 7 })(t.addressFailures.at) },
  },
  challenges: {
    deleted: { keys: t.challenges.emailKey },
    erased: { people: ['userId'], rule: rowRules.ofAddressAlone, withPerson: t.challenges.userId },
    // Codes and links live for minutes, but their pages show the outcome for a while.
    kept: { codes: retainFor({ days: 7 })(t.challenges.expiresAt) },
  },
  memberships: { deleted: { members: true }, erased: { people: ['userId'] } },
  contactRevisions: {
    deleted: { own: t.contactRevisions.accountId },
    erased: { people: ['leaverId', 'savedBy'] },
  },
  confirmations: { deleted: { own: t.confirmations.accountId }, erased: { people: ['askedBy'] } },
  endpoints: {
    deleted: { own: t.endpoints.accountId },
    erased: { people: ['createdBy', 'disabledBy'] },
  },
  invitations: {
    deleted: { own: t.invitations.accountId },
    erased: { people: ['invitedBy'] },
    kept: { accepted: asDeliveries(t.invitations.acceptedAt), invitations: asDrafts(isUnacceptedInvitation) },
    unindexed: true,
  },
  staffNotes: { deleted: { own: t.staffNotes.accountId }, erased: { people: ['authorId'] } },
  auditEntries: {
    deleted: { own: t.auditEntries.accountId },
    erased: {
      people: ['actorId', 'subjectId'],
      ruledBy: ['actorId', 'subjectId'],
      rule: rowRules.ofAuditEntry,
    },
    kept: { signIns: asDeliveries((at) => and(lt(t.auditEntries.at, at), isSignInRecord)) },
  },
  contactDrafts: {
    deleted: { own: t.contactDrafts.accountId },
    erased: { people: ['savedBy'] },
    kept: { drafts: asDrafts(t.contactDrafts.savedAt) },
  },
  accountSearch: { deleted: { own: t.accountSearch.accountId }, erased: 'computed' },
  accountAddresses: { deleted: { own: t.accountAddresses.accountId }, erased: 'computed' },
  announcementAccounts: {
    deleted: {
      with: [{ table: t.announcements, by: t.announcementAccounts.announcementId }],
      // The index starts with the announcement, and there are few of them.
      own: ({ accountId }) =>
        and(
          inArray(
            t.announcementAccounts.announcementId,
            sql`(select ${t.announcements.id} from ${t.announcements})`,
          ),
          eq(t.announcementAccounts.accountId, accountId),
        ),
    },
    erased: {},
  },
  bulkAccounts: {
    deleted: { with: [{ table: t.bulkRuns, by: t.bulkAccounts.runId }], own: t.bulkAccounts.accountId },
    erased: {},
  },
  accounts: {
    // lib/privacy/deletion/deletion.ts deletes the account row last; no other limit applies.
    deleted: null,
    erased: { people: ['checkedBy', 'closedBy'] },
    kept: { accounts: retainFor({ days: closedDays })(t.accounts.closedAt) },
  },

  announcements: {
    deleted: null,
    erased: { people: ['createdBy', 'startedBy', 'stoppedBy'] },
    kept: { announcements: asDeliveries(isEndedAnnouncement), unsent: asDrafts(isUnsentAnnouncement) },
  },
  bulkRuns: {
    deleted: null,
    erased: { people: ['startedBy', 'stoppedBy'] },
    kept: { bulk: asDeliveries(t.bulkRuns.finishedAt) },
  },
  imports: {
    deleted: null,
    erased: { people: ['createdBy', 'startedBy'] },
    // Import rows hold addresses. A running import is retained until it has ended.
    kept: {
      imports: retainFor({ days: importDays })((at) =>
        and(ne(t.imports.state, 'running'), lt(t.imports.createdAt, at)),
      ),
    },
    isUnused: () => and(eq(t.imports.state, 'checking'), lt(t.imports.createdAt, now() - maxCheckDuration)),
  },
  idempotencyKeys: {
    deleted: null,
    erased: {},
    kept: { answers: retainFor({ days: 1 })(t.idempotencyKeys.createdAt) },
  },
  sourceKeys: { deleted: null, erased: { people: ['createdBy'] } },
  eventSources: { deleted: null, erased: { people: ['createdBy'] } },

  // People are anonymised, not deleted (lib/privacy/retention/people.ts), because other rows reference them.
  users: { deleted: null, erased: { rule: rowRules.ofPerson } },
  staff: { deleted: null, erased: { people: ['userId'] } },
  sessions: {
    deleted: null,
    erased: { withPerson: t.sessions.userId, unread: true },
    kept: { sessions: asDeliveries(t.sessions.lastUsedAt) },
  },
  savedViews: { deleted: null, erased: { withPerson: t.savedViews.ownerId } },
  passkeys: { deleted: null, erased: { withPerson: t.passkeys.userId, unread: true } },
  passkeyChallenges: {
    deleted: null,
    erased: { withPerson: t.passkeyChallenges.userId, unread: true },
    isUnused: () => lt(t.passkeyChallenges.expiresAt, now()),
  },

  programmeDays: { deleted: null, erased: 'computed' },
  // An erasure clears the staff address at once, and its own address when it is done.
  settings: { deleted: null, erased: 'no-address' },
  pictures: { deleted: null, erased: 'no-address', isUnused: isUnusedPicture },
  erasures: { deleted: null, erased: 'no-address' },
  limits: { deleted: null, erased: 'no-address', isUnused: () => lt(t.limits.resetAt, now()) },
  turns: { deleted: null, erased: 'no-address' },
  mailFaults: { deleted: null, erased: 'no-address' },
  routes: { deleted: null, erased: 'no-address' },
  integrationTypes: { deleted: null, erased: 'no-address' },
} as const satisfies { [Name in TableName]: DataRule<(typeof t)[Name]> }

/** The names of the rows with a limited life. */
export type RetainedName = {
  [Name in TableName]: (typeof dataRules)[Name] extends { kept: infer Kept } ? keyof Kept & string : never
}[TableName]

/** The tables in the order of their rules. */
export const ruledTables = Object.keys(dataRules) as TableName[]

export function ruleOf(name: TableName): DataRule<SQLiteTable> {
  return dataRules[name]
}
