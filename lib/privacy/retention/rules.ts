import { and, eq, inArray, isNotNull, isNull, lt, ne, notExists, or, type SQL, sql } from 'drizzle-orm'
import type { SQLiteTable } from 'drizzle-orm/sqlite-core'
import { accountAddresses } from '#/db/schema/account-index.ts'
import { accounts, contactDrafts } from '#/db/schema/accounts.ts'
import { announcements } from '#/db/schema/announcements.ts'
import { imports } from '#/db/schema/imports.ts'
import { outbox } from '#/db/schema/mail.ts'
import {
  addressFailures,
  addressMarks,
  bounceReports,
  digests,
  events,
  idempotencyKeys,
  notices,
} from '#/db/schema/notices.ts'
import { challenges, invitations, sessions, users } from '#/db/schema/people.ts'
import { auditEntries } from '#/db/schema/record.ts'
import { importDays } from '#/db/words/imports.ts'
import { closedDays } from '#/lib/accounts/account/closing-policy.ts'
import { isSignInRecord } from '#/lib/platform/audit/forget.ts'
import type { Settings } from '#/lib/platform/settings/schema.ts'

/** For how long: a setting, or always so many days. */
export type Kept = { setting: 'deliveryDays' | 'draftDays' } | { days: number }

/**
 * What is not kept for ever (product.md, Personal data): the rows of `table` for which `isOld` are deleted by the job of retention.
 * `before`: milliseconds UTC; what is older has been kept long enough.
 */
export type RetentionRule = { table: SQLiteTable; kept: Kept; isOld(before: number): SQL | undefined }

const asDeliveries = { setting: 'deliveryDays' } as const
const asDrafts = { setting: 'draftDays' } as const
/** Codes and links live for minutes; their pages say for a while what became of them. */
const codeDays = 7

/** Open, expired or taken back, an invitation that nobody accepted. */
const isUnaccepted = isNull(invitations.acceptedAt)

/** An address that serves nowhere any more. */
function servesNowhere(): SQL | undefined {
  const key = sql`${addressMarks.addressKey}`
  return and(
    notExists(sql`(select 1 from ${accountAddresses} where ${accountAddresses.addressKey} = ${key})`),
    notExists(sql`(select 1 from ${users} where ${users.emailKey} = ${key})`),
  )
}

export const retentionRules = {
  deliveries: {
    table: outbox,
    kept: asDeliveries,
    isOld: (before) => and(isNotNull(outbox.settledAt), lt(outbox.settledAt, before)),
  },
  notices: {
    table: notices,
    kept: asDeliveries,
    isOld: (before) => and(isNotNull(notices.closedAt), lt(notices.closedAt, before)),
  },
  trials: {
    table: notices,
    kept: asDeliveries,
    isOld: (before) => and(ne(notices.kind, 'event'), lt(notices.firstSeenAt, before)),
  },
  events: { table: events, kept: asDeliveries, isOld: (before) => lt(events.receivedAt, before) },
  digests: { table: digests, kept: asDeliveries, isOld: (before) => lt(digests.createdAt, before) },
  bounces: {
    table: bounceReports,
    kept: asDeliveries,
    isOld: (before) => lt(bounceReports.receivedAt, before),
  },
  marks: {
    table: addressMarks,
    kept: asDeliveries,
    isOld: (before) => and(lt(addressMarks.markedAt, before), servesNowhere()),
  },
  sessions: { table: sessions, kept: asDeliveries, isOld: (before) => lt(sessions.lastUsedAt, before) },
  signIns: {
    table: auditEntries,
    kept: asDeliveries,
    isOld: (before) => and(lt(auditEntries.at, before), isSignInRecord),
  },
  accepted: { table: invitations, kept: asDeliveries, isOld: (before) => lt(invitations.acceptedAt, before) },
  announcements: {
    table: announcements,
    kept: asDeliveries,
    isOld: (before) =>
      or(
        and(eq(announcements.state, 'sent'), lt(announcements.finishedAt, before)),
        and(eq(announcements.state, 'stopped'), lt(announcements.stoppedAt, before)),
      ),
  },
  unsent: {
    table: announcements,
    kept: asDrafts,
    isOld: (before) =>
      and(
        inArray(announcements.state, ['draft', 'ready', 'freezing']),
        lt(announcements.createdAt, before),
        or(isNull(announcements.frozenAt), lt(announcements.frozenAt, before)),
        or(isNull(announcements.leaseUntil), lt(announcements.leaseUntil, before)),
      ),
  },
  drafts: { table: contactDrafts, kept: asDrafts, isOld: (before) => lt(contactDrafts.savedAt, before) },
  invitations: {
    table: invitations,
    kept: asDrafts,
    isOld: (before) =>
      and(
        isUnaccepted,
        or(
          lt(invitations.expiresAt, before),
          lt(invitations.revokedAt, before),
          lt(invitations.replacedAt, before),
        ),
      ),
  },
  imports: { table: imports, kept: { days: importDays }, isOld: (before) => lt(imports.createdAt, before) },
  codes: { table: challenges, kept: { days: codeDays }, isOld: (before) => lt(challenges.expiresAt, before) },
  failures: { table: addressFailures, kept: { days: 7 }, isOld: (before) => lt(addressFailures.at, before) },
  answers: {
    table: idempotencyKeys,
    kept: { days: 1 },
    isOld: (before) => lt(idempotencyKeys.createdAt, before),
  },
  accounts: {
    table: accounts,
    kept: { days: closedDays },
    isOld: (before) => and(isNotNull(accounts.closedAt), lt(accounts.closedAt, before)),
  },
} as const satisfies Record<string, RetentionRule>
export type RetentionName = keyof typeof retentionRules
export const retentionNames = Object.keys(retentionRules) as RetentionName[]

/** How many days something is kept. */
export function daysKept(kept: Kept, settings: Pick<Settings, 'deliveryDays' | 'draftDays'>): number {
  return 'days' in kept ? kept.days : settings[kept.setting]
}
