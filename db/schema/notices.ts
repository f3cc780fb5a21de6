import { sql } from 'drizzle-orm'
import { count, flag, id, index, instant, json, reference, table, text, uniqueIndex } from '#/db/columns.ts'
import type { AccountEnvironment, RoutedField } from '#/db/words/accounts.ts'
import {
  type ClosedHow,
  type DigestKind,
  defaultSandboxNames,
  type EventAction,
  type EventFormat,
  type EventOutcome,
  type NoticeCategory,
  type NoticeKind,
  type NoticeLink,
  type NoticeOrigin,
  type NoticeState,
  type NoticeTopic,
  type NoticeTranslations,
  type NoticeWindow,
  type RouteTarget,
  type Severity,
  type Silence,
  type WouldReach,
} from '#/db/words/notices.ts'
import type { KeyScope } from '#/db/words/people.ts'
import { accounts } from './accounts.ts'

/**
 * A sender of events. `internalLinks`: partners see its links into our own systems (lib/notices/notice/shown.ts).
 * `sandboxNames`: the names of an environment that are Sandbox in foreign formats.
 */
export const eventSources = table('event_sources', {
  id: id('id').primaryKey(),
  name: text('name').notNull(),
  scopes: json<KeyScope[]>('scopes').notNull(),
  defaultCategory: text('default_category').$type<NoticeCategory>(),
  accountLabel: text('account_label').notNull().default('account'),
  internalLinks: flag('internal_links').notNull().default(false),
  sandboxNames: json<string[]>('sandbox_names')
    .notNull()
    .default([...defaultSandboxNames]),
  createdBy: id('created_by'),
  createdAt: instant('created_at').notNull(),
})

/** A key of a source, which we show once and store hashed; `hint` is its end. */
export const sourceKeys = table(
  'source_keys',
  {
    id: id('id').primaryKey(),
    sourceId: reference('source_id', () => eventSources.id),
    keyHash: text('key_hash').notNull(),
    hint: text('hint').notNull(),
    createdBy: id('created_by'),
    createdAt: instant('created_at').notNull(),
    expiresAt: instant('expires_at'),
    revokedAt: instant('revoked_at'),
    lastUsedAt: instant('last_used_at'),
  },
  (columns) => [
    uniqueIndex('source_keys_hash').on(columns.keyHash),
    index('source_keys_source').on(columns.sourceId),
  ],
)

/**
 * The route of a category: `steps` in order, a copy to `copyTo` if it comes from an event source, the business days for
 * an answer; `answerResolved`: a resolved notice needs an answer too. `repeatMinutes`: see `Route`; null in a store from
 * before version 0.7 until an admin saves the route, and no repeats until then.
 */
export const routes = table('routes', {
  category: id('category').$type<NoticeCategory>().primaryKey(),
  steps: json<RouteTarget[]>('steps').notNull(),
  copyTo: text('copy_to').$type<RouteTarget>(),
  answerDays: count('answer_days').notNull(),
  answerResolved: flag('answer_resolved').notNull().default(false),
  repeatMinutes: count('repeat_minutes'),
  repeatMost: count('repeat_most').notNull().default(6),
  changedBy: id('changed_by'),
  changedAt: instant('changed_at').notNull(),
})

/**
 * `key` names account, category, environment and dedup key; `slot` is its source (`open` without one) until the notice
 * closes and then its own id, so that one unique index allows one open notice of a key and source and finds the closed
 * ones. Notices that sources opened before version 0.6 have `open` too: any source's resolve closes them. `accountText` is the account
 * as the sender wrote it. `dueAt`: when the answer is due; empty once answered or closed. `escalateAt`: when an
 * unanswered emergency moves on, or an unanswered drill ends. `repeatAt`: when its next repeat may be due. `unanswered…`: what an acknowledgement replaced, for an undo; empty
 * before the first one, or if it is older than version 0.7. `acknowledgedVia`: the delivery whose link acknowledged. `step`: the last one mailed. `series`: groups notices
 * that fire repeatedly under different keys; Alertmanager's fingerprint. `asksAnswer`: it waits for an acknowledgement;
 * an announcement may be for information only. `window`: when what is announced happens.
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
    testField: text('test_field').$type<RoutedField>(),
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
    window: json<NoticeWindow>('time_window'),
    raw: text('raw'),
    problem: text('problem').notNull().default(''),
    occurredAt: instant('occurred_at'),
    firstSeenAt: instant('first_seen_at').notNull(),
    lastSeenAt: instant('last_seen_at').notNull(),
    lastMailAt: instant('last_mail_at'),
    count: count('count').notNull().default(1),
    step: count('step'),
    asksAnswer: flag('asks_answer').notNull().default(true),
    dueAt: instant('due_at'),
    escalateAt: instant('escalate_at'),
    escalations: count('escalations').notNull().default(0),
    repeatAt: instant('repeat_at'),
    unansweredState: text('unanswered_state').$type<NoticeState>(),
    unansweredDueAt: instant('unanswered_due_at'),
    unansweredEscalateAt: instant('unanswered_escalate_at'),
    acknowledgedAt: instant('acknowledged_at'),
    acknowledgedBy: id('acknowledged_by'),
    acknowledgedAs: text('acknowledged_as').notNull().default(''),
    acknowledgedVia: id('acknowledged_via'),
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
    // Of an account, when it came; the few that nobody acknowledged.
    index('notices_emergencies')
      .on(columns.accountId, columns.firstSeenAt)
      .where(sql`category = 'emergency' and closed_at is null and acknowledged_at is null`),
    index('notices_due').on(columns.dueAt).where(sql`due_at is not null`),
    index('notices_drills').on(columns.firstSeenAt).where(sql`kind = 'drill'`),
    index('notices_escalate').on(columns.escalateAt).where(sql`escalate_at is not null`),
    index('notices_repeat').on(columns.repeatAt).where(sql`repeat_at is not null`),
    index('notices_closed').on(columns.closedAt).where(sql`closed_at is not null`),
  ],
)

/** An event that came in, and its effect. `eventKey` is the sender's own name for it, if the format has one. */
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

/** When the last ten notices of an account, category and environment went out: they measure a storm. */
export const noticeRates = table('notice_rates', {
  key: id('key').primaryKey(),
  toldAt: json<number[]>('told_at').notNull(),
})

/**
 * Notices gathered into one mail to each address. More join until `gathersUntil`; the mails are due a little later, so
 * that no mail is written while a notice joins. `key` names account, category, environment and kind. `step` is the one
 * mailed first, `zone` that of the account's business days: a joining notice needs no more.
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
    digestId: reference('digest_id', () => digests.id),
    noticeId: id('notice_id').notNull(),
  },
  (columns) => [
    uniqueIndex('digest_notices_digest').on(columns.digestId, columns.noticeId),
    index('digest_notices_notice').on(columns.noticeId),
  ],
)

/** A bouncing address. `toldAt`: when owners and editors of its accounts were notified. */
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

/** Refusals that count against an address: the third in 7 days marks it. */
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

/** Reports of bounces; with `raw` for staff if their delivery is unknown. */
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

/** The answer to a source's `Idempotency-Key`; `id` names both. Kept 24 hours. */
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
