import { sql } from 'drizzle-orm'
import { count, flag, id, index, instant, json, table, text, uniqueIndex } from '#/db/columns.ts'
import type { AccountEnvironment } from '#/db/words/accounts.ts'
import type { EventAction, EventFormat } from '#/db/words/events.ts'
import type { KeyScope } from '#/db/words/keys.ts'
import type {
  ClosedHow,
  DigestKind,
  EventOutcome,
  NoticeCategory,
  NoticeKind,
  NoticeLink,
  NoticeOrigin,
  NoticeState,
  NoticeTopic,
  NoticeTranslations,
  RouteTarget,
  Severity,
  Silence,
  TestField,
  WouldReach,
} from '#/db/words/notices.ts'
import { accounts } from './accounts.ts'

/**
 * Whoever may send events: named, with a key that is shown once and stored hashed; `hint` is how it ends. `internalLinks`:
 * partners see its links into our own systems (lib/notices/notice/shown.ts).
 */
export const eventSources = table(
  'event_sources',
  {
    id: id('id').primaryKey(),
    name: text('name').notNull(),
    keyHash: text('key_hash').notNull(),
    hint: text('hint').notNull(),
    scopes: json<KeyScope[]>('scopes').notNull(),
    defaultCategory: text('default_category').$type<NoticeCategory>(),
    accountLabel: text('account_label').notNull().default('account'),
    internalLinks: flag('internal_links').notNull().default(false),
    createdBy: id('created_by'),
    createdAt: instant('created_at').notNull(),
    expiresAt: instant('expires_at'),
    revokedAt: instant('revoked_at'),
    lastUsedAt: instant('last_used_at'),
  },
  (columns) => [uniqueIndex('event_sources_key').on(columns.keyHash)],
)

/**
 * Where a category goes: `steps` in order, a copy to `copyTo` when it comes from an event source, and within how many
 * business days an answer is due, `answerResolved`: also once it is resolved.
 */
export const routes = table('routes', {
  category: id('category').$type<NoticeCategory>().primaryKey(),
  steps: json<RouteTarget[]>('steps').notNull(),
  copyTo: text('copy_to').$type<RouteTarget>(),
  answerDays: count('answer_days').notNull(),
  answerResolved: flag('answer_resolved').notNull().default(false),
  changedBy: id('changed_by'),
  changedAt: instant('changed_at').notNull(),
})

/**
 * `key` names account, category, environment and dedup key; `slot` is `open` while the notice is not closed and its own id
 * after, so that one unique index keeps at most one open notice of a key and finds the closed ones. `accountText` is the
 * account as the sender wrote it. `dueAt`: an answer is due; empty once answered or closed. `escalateAt`: when an unanswered
 * emergency goes on, and an unanswered drill ends. `step`: the last one mailed. `series`: what fires again and again under keys
 * of their own; the fingerprint of Alertmanager's alert.
 */
export const notices = table(
  'notices',
  {
    id: id('id').primaryKey(),
    accountId: id('account_id').references(() => accounts.id),
    accountText: text('account_text').notNull().default(''),
    sourceId: id('source_id'),
    createdBy: id('created_by'),
    origin: text('origin').$type<NoticeOrigin>().notNull(),
    format: text('format').$type<EventFormat>(),
    kind: text('kind').$type<NoticeKind>().notNull().default('event'),
    topic: text('topic').$type<NoticeTopic>(),
    testField: text('test_field').$type<TestField>(),
    category: text('category').$type<NoticeCategory>().notNull(),
    environment: text('environment').$type<AccountEnvironment>().notNull(),
    severity: text('severity').$type<Severity>().notNull(),
    state: text('state').$type<NoticeState>().notNull(),
    silence: text('silence').$type<Silence>(),
    wouldReach: json<WouldReach>('would_reach'),
    key: text('key').notNull(),
    slot: text('slot').notNull(),
    dedupKey: text('dedup_key').notNull(),
    series: text('series'),
    summary: text('summary').notNull(),
    details: text('details').notNull().default(''),
    meaning: text('meaning').notNull().default(''),
    remedy: text('remedy').notNull().default(''),
    links: json<NoticeLink[]>('links').notNull(),
    translations: json<NoticeTranslations>('translations'),
    raw: text('raw'),
    problem: text('problem').notNull().default(''),
    occurredAt: instant('occurred_at'),
    firstSeenAt: instant('first_seen_at').notNull(),
    lastSeenAt: instant('last_seen_at').notNull(),
    lastMailAt: instant('last_mail_at'),
    count: count('count').notNull().default(1),
    step: count('step'),
    dueAt: instant('due_at'),
    escalateAt: instant('escalate_at'),
    escalations: count('escalations').notNull().default(0),
    acknowledgedAt: instant('acknowledged_at'),
    acknowledgedBy: id('acknowledged_by'),
    acknowledgedAs: text('acknowledged_as').notNull().default(''),
    closedAt: instant('closed_at'),
    closedBy: id('closed_by'),
    closedHow: text('closed_how').$type<ClosedHow>(),
    closeNote: text('close_note').notNull().default(''),
  },
  (columns) => [
    uniqueIndex('notices_key').on(columns.key, columns.slot),
    index('notices_account').on(columns.accountId, columns.firstSeenAt),
    index('notices_seen').on(columns.firstSeenAt),
    index('notices_unclosed').on(columns.accountId, columns.firstSeenAt).where(sql`closed_at is null`),
    index('notices_source').on(columns.sourceId, columns.dedupKey).where(sql`closed_at is null`),
    index('notices_series')
      .on(columns.sourceId, columns.series)
      .where(sql`closed_at is null and series is not null`),
    index('notices_unroutable').on(columns.firstSeenAt).where(sql`state = 'unroutable'`),
    index('notices_due').on(columns.dueAt).where(sql`due_at is not null`),
    index('notices_drills').on(columns.firstSeenAt).where(sql`kind = 'drill'`),
    index('notices_escalate').on(columns.escalateAt).where(sql`escalate_at is not null`),
    index('notices_closed').on(columns.closedAt).where(sql`closed_at is not null`),
  ],
)

/** What came in, and what it did. `eventKey` is the sender's own name for the event, where the format has one. */
export const events = table(
  'events',
  {
    id: id('id').primaryKey(),
    sourceId: id('source_id').notNull(),
    format: text('format').$type<EventFormat>().notNull(),
    noticeId: id('notice_id'),
    action: text('action').$type<EventAction>().notNull(),
    outcome: text('outcome').$type<EventOutcome>().notNull(),
    dedupKey: text('dedup_key'),
    summary: text('summary').notNull().default(''),
    eventKey: text('event_key'),
    occurredAt: instant('occurred_at'),
    receivedAt: instant('received_at').notNull(),
  },
  (columns) => [
    index('events_notice').on(columns.noticeId),
    index('events_received').on(columns.receivedAt),
    uniqueIndex('events_key').on(columns.sourceId, columns.eventKey).where(sql`event_key is not null`),
  ],
)

/** When the last ten notices of an account, category and environment were told: the measure of a storm. */
export const noticeRates = table('notice_rates', {
  key: id('key').primaryKey(),
  toldAt: json<number[]>('told_at').notNull(),
})

/**
 * Notices gathered into one mail to each address. More join until `gathersUntil`; its mails are due a little later, so that
 * none is written while another joins. `key` names account, category, environment and kind. `step` is the one mailed first,
 * `zone` that of the account's business days: whatever joins needs no more.
 */
export const digests = table(
  'digests',
  {
    id: id('id').primaryKey(),
    key: text('key').notNull(),
    kind: text('kind').$type<DigestKind>().notNull(),
    accountId: id('account_id').references(() => accounts.id),
    category: text('category').$type<NoticeCategory>(),
    environment: text('environment').$type<AccountEnvironment>(),
    step: count('step'),
    zone: text('zone').notNull().default('UTC'),
    gathersUntil: instant('gathers_until').notNull(),
    dueAt: instant('due_at').notNull(),
    createdAt: instant('created_at').notNull(),
  },
  (columns) => [
    uniqueIndex('digests_key').on(columns.key, columns.gathersUntil),
    index('digests_created').on(columns.createdAt),
  ],
)

export const digestNotices = table(
  'digest_notices',
  {
    digestId: id('digest_id')
      .notNull()
      .references(() => digests.id),
    noticeId: id('notice_id').notNull(),
  },
  (columns) => [
    uniqueIndex('digest_notices_digest').on(columns.digestId, columns.noticeId),
    index('digest_notices_notice').on(columns.noticeId),
  ],
)

/** An address that bounces, wherever it serves. `toldAt`: owners and editors of its accounts were told. */
export const addressMarks = table(
  'address_marks',
  {
    addressKey: id('address_key').primaryKey(),
    address: text('address').notNull(),
    status: text('status').notNull(),
    deliveryId: id('delivery_id'),
    markedAt: instant('marked_at').notNull(),
    toldAt: instant('told_at'),
  },
  (columns) => [index('address_marks_untold').on(columns.markedAt).where(sql`told_at is null`)],
)

/** Refusals that say something of the address, but not enough: the third in 7 days marks it. */
export const addressFailures = table(
  'address_failures',
  {
    id: id('id').primaryKey(),
    addressKey: id('address_key').notNull(),
    deliveryId: id('delivery_id').notNull(),
    status: text('status').notNull(),
    at: instant('at').notNull(),
  },
  (columns) => [
    index('address_failures_address').on(columns.addressKey, columns.at),
    index('address_failures_at').on(columns.at),
  ],
)

/** Reports of bounces; with `raw` where their delivery is unknown, for staff. */
export const bounceReports = table(
  'bounce_reports',
  {
    id: id('id').primaryKey(),
    deliveryId: id('delivery_id'),
    recipient: text('recipient').notNull(),
    action: text('action').notNull(),
    status: text('status').notNull(),
    diagnostic: text('diagnostic').notNull().default(''),
    raw: text('raw'),
    receivedAt: instant('received_at').notNull(),
  },
  (columns) => [index('bounce_reports_received').on(columns.receivedAt)],
)

/** What was answered to a source's `Idempotency-Key`; `id` names both. Kept 24 hours. */
export const idempotencyKeys = table(
  'idempotency_keys',
  {
    id: id('id').primaryKey(),
    bodyHash: text('body_hash').notNull(),
    answer: json<unknown>('answer').notNull(),
    createdAt: instant('created_at').notNull(),
  },
  (columns) => [index('idempotency_keys_created').on(columns.createdAt)],
)
