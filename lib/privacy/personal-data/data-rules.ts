import { and, eq, inArray, isNotNull, isNull, like, lt, ne, or, sql } from 'drizzle-orm'
import type { SQLiteTable } from 'drizzle-orm/sqlite-core'
import { environments } from '#/db/words/accounts.ts'
import { importDays } from '#/db/words/imports.ts'
import { noticeCategories } from '#/db/words/notices.ts'
import { closedDays } from '#/lib/accounts/account/closing-policy.ts'
import { rateKey } from '#/lib/notices/notice/keys.ts'
import { isSignInRecord } from '#/lib/platform/audit/forget.ts'
import { hour, now } from '#/lib/platform/values/clock.ts'
import { type DataRule, isMissingIn, keepFor, toAddresses } from './data-rule.ts'
import * as becomes from './row-rules.ts'
import { type TableName, tables as t } from './tables.ts'

const asDeliveries = keepFor({ setting: 'deliveryDays' })
const asDrafts = keepFor({ setting: 'draftDays' })
/** A check takes seconds, minutes at the command line: one that old was cut off. */
const longestCheck = 2 * hour

/**
 * Every table: which of its rows go with an account, what an erasure makes of them, and how long they are kept. In the
 * order of a deletion: first what can still come in of itself, and whatever refers to something before that.
 */
export const dataRules = {
  notices: {
    deleted: { own: t.notices.accountId },
    erased: {
      people: ['createdBy', 'acknowledgedBy', 'closedBy'],
      ruledBy: ['acknowledgedBy'],
      rule: becomes.ofNotice,
    },
    kept: {
      notices: asDeliveries(t.notices.closedAt),
      trials: asDeliveries((at) => and(ne(t.notices.kind, 'event'), lt(t.notices.firstSeenAt, at))),
    },
  },
  events: {
    deleted: { with: [{ table: t.notices, by: t.events.noticeId }] },
    erased: { rule: becomes.ofEvent },
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
  cases: {
    deleted: { own: t.cases.accountId },
    erased: { people: ['openedBy', 'closedBy', 'assigneeId'] },
  },
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
      // What was mailed for the account beside its notices, and to addresses that are nobody's any more.
      walk: (account) =>
        or(eq(t.outbox.accountId, account.accountId), toAddresses(t.outbox.recipient, account)),
    },
    erased: { rule: becomes.ofMail },
    kept: { deliveries: asDeliveries(t.outbox.settledAt) },
  },
  bounceReports: {
    deleted: {
      // Reports of mail that is not kept any more, and of such addresses.
      walk: (account) =>
        or(
          and(
            isNotNull(t.bounceReports.deliveryId),
            isMissingIn(t.outbox, t.outbox.id, t.bounceReports.deliveryId),
          ),
          toAddresses(t.bounceReports.recipient, account),
        ),
    },
    erased: { rule: becomes.ofBounce, late: true },
    kept: { bounces: asDeliveries(t.bounceReports.receivedAt) },
  },
  importRows: {
    deleted: {
      with: [{ table: t.imports, by: t.importRows.importId }],
      // Rows of files that made it, or named it. The values are asked as the text they are stored as.
      walk: ({ accountId, slug }) =>
        or(
          eq(t.importRows.accountId, accountId),
          like(sql`cast(${t.importRows.values} as text)`, `%"slug":${JSON.stringify(slug)}%`),
        ),
    },
    erased: { rule: becomes.ofImportRow },
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
    erased: { rule: becomes.ofAddressAlone },
    kept: {
      // Those of addresses that serve nowhere any more.
      marks: asDeliveries((at) =>
        and(
          lt(t.addressMarks.markedAt, at),
          isMissingIn(t.accountAddresses, t.accountAddresses.addressKey, t.addressMarks.addressKey),
          isMissingIn(t.users, t.users.emailKey, t.addressMarks.addressKey),
        ),
      ),
    },
  },
  addressFailures: {
    deleted: { keys: t.addressFailures.addressKey },
    erased: { rule: becomes.ofAddressAlone, late: true },
    kept: { failures: keepFor({ days: 7 })(t.addressFailures.at) },
  },
  challenges: {
    deleted: { keys: t.challenges.emailKey },
    erased: { people: ['userId'], rule: becomes.ofAddressAlone, withPerson: t.challenges.userId },
    // Codes and links live for minutes; their pages say for a while what became of them.
    kept: { codes: keepFor({ days: 7 })(t.challenges.expiresAt) },
  },
  memberships: {
    deleted: { members: true },
    erased: { people: ['userId'] },
  },
  contactRevisions: {
    deleted: { own: t.contactRevisions.accountId },
    erased: { people: ['leaverId', 'savedBy'] },
  },
  confirmations: {
    deleted: { own: t.confirmations.accountId },
    erased: { people: ['askedBy'] },
  },
  invitations: {
    deleted: { own: t.invitations.accountId },
    erased: { people: ['invitedBy'] },
    kept: {
      accepted: asDeliveries(t.invitations.acceptedAt),
      // Open, expired or taken back, those that nobody accepted.
      invitations: asDrafts((at) =>
        and(
          isNull(t.invitations.acceptedAt),
          or(
            lt(t.invitations.expiresAt, at),
            lt(t.invitations.revokedAt, at),
            lt(t.invitations.replacedAt, at),
          ),
        ),
      ),
    },
    unindexed: true,
  },
  staffNotes: {
    deleted: { own: t.staffNotes.accountId },
    erased: { people: ['authorId'] },
  },
  auditEntries: {
    deleted: { own: t.auditEntries.accountId },
    erased: {
      people: ['actorId', 'subjectId'],
      ruledBy: ['actorId', 'subjectId'],
      rule: becomes.ofAuditEntry,
    },
    kept: {
      signIns: asDeliveries((at) => and(lt(t.auditEntries.at, at), isSignInRecord)),
    },
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
      // Their index has the announcement first, of which there are few.
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
  accounts: {
    // Last of all: lib/privacy/deletion/deletion.ts, which is also what keeps no closed account for longer.
    deleted: null,
    erased: { people: ['drillAskedBy', 'reviewedBy', 'closedBy'] },
    kept: { accounts: keepFor({ days: closedDays })(t.accounts.closedAt) },
  },

  announcements: {
    deleted: null,
    erased: { people: ['createdBy', 'startedBy', 'stoppedBy'] },
    kept: {
      announcements: asDeliveries((at) =>
        or(
          and(eq(t.announcements.state, 'sent'), lt(t.announcements.finishedAt, at)),
          and(eq(t.announcements.state, 'stopped'), lt(t.announcements.stoppedAt, at)),
        ),
      ),
      unsent: asDrafts((at) =>
        and(
          inArray(t.announcements.state, ['draft', 'ready', 'freezing']),
          lt(t.announcements.createdAt, at),
          or(isNull(t.announcements.frozenAt), lt(t.announcements.frozenAt, at)),
          or(isNull(t.announcements.leaseUntil), lt(t.announcements.leaseUntil, at)),
        ),
      ),
    },
  },
  imports: {
    deleted: null,
    erased: { people: ['createdBy', 'startedBy'] },
    // Their rows hold addresses. One that runs has its end still ahead.
    kept: {
      imports: keepFor({ days: importDays })((at) =>
        and(ne(t.imports.state, 'running'), lt(t.imports.createdAt, at)),
      ),
    },
    isLeftOver: () => and(eq(t.imports.state, 'checking'), lt(t.imports.createdAt, now() - longestCheck)),
  },
  idempotencyKeys: {
    deleted: null,
    erased: {},
    kept: { answers: keepFor({ days: 1 })(t.idempotencyKeys.createdAt) },
  },
  eventSources: { deleted: null, erased: { people: ['createdBy'] } },

  // People are forgotten, not deleted (lib/privacy/retention/people.ts): what others wrote names them.
  users: { deleted: null, erased: { rule: becomes.ofPerson } },
  staff: { deleted: null, erased: { people: ['userId'] } },
  sessions: {
    deleted: null,
    erased: { withPerson: t.sessions.userId, unread: true },
    kept: { sessions: asDeliveries(t.sessions.lastUsedAt) },
  },
  passkeys: { deleted: null, erased: { withPerson: t.passkeys.userId, unread: true } },
  passkeyChallenges: {
    deleted: null,
    erased: { withPerson: t.passkeyChallenges.userId, unread: true },
    isLeftOver: () => lt(t.passkeyChallenges.expiresAt, now()),
  },

  programmeDays: { deleted: null, erased: 'computed' },
  // An address of the staff is cleared at once; what an erasure itself keeps goes when it is done.
  settings: { deleted: null, erased: 'no-address' },
  erasures: { deleted: null, erased: 'no-address' },
  limits: { deleted: null, erased: 'no-address', isLeftOver: () => lt(t.limits.resetAt, now()) },
  turns: { deleted: null, erased: 'no-address' },
  mailFaults: { deleted: null, erased: 'no-address' },
  routes: { deleted: null, erased: 'no-address' },
  integrationTypes: { deleted: null, erased: 'no-address' },
} as const satisfies { [Name in TableName]: DataRule<(typeof t)[Name]> }

/** The names of what is not kept for ever. */
export type KeptName = {
  [Name in TableName]: (typeof dataRules)[Name] extends { kept: infer Kept } ? keyof Kept & string : never
}[TableName]

/** The tables in the order of their rules. */
export const ruledTables = Object.keys(dataRules) as TableName[]

export function ruleOf(name: TableName): DataRule<SQLiteTable> {
  return dataRules[name]
}
