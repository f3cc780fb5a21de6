import { count, id, index, instant, json, table, text } from '#/db/columns.ts'

/**
 * Who did what to what, when, from where; append-only. Who: a person (`actorId`), an event source (`sourceId`), or the
 * portal itself.
 */
export const auditEntries = table(
  'audit_entries',
  {
    id: id('id').primaryKey(),
    at: instant('at').notNull(),
    actorId: id('actor_id'),
    sourceId: id('source_id'),
    accountId: id('account_id'),
    action: text('action').notNull(),
    subjectId: id('subject_id'),
    before: json<unknown>('before'),
    after: json<unknown>('after'),
    address: text('address').notNull().default(''),
  },
  (columns) => [
    index('audit_account').on(columns.accountId, columns.at),
    index('audit_at').on(columns.at),
    index('audit_action').on(columns.action, columns.at),
    index('audit_actor').on(columns.actorId, columns.at),
    index('audit_subject').on(columns.subjectId, columns.at),
  ],
)

/** The installation's settings, one value each (lib/settings), and the progress of long changes to them. */
export const settings = table('settings', {
  key: id('key').primaryKey(),
  value: json<unknown>('value').notNull(),
})

/** Work that workers do in turns (lib/platform/jobs/slots.ts): when the next turn is due. */
export const turns = table('turns', { name: id('name').primaryKey(), nextAt: instant('next_at').notNull() })

/**
 * The counts of limits, for all instances together. `key` names the limit and, as a keyed hash, its subject; `points`
 * were taken in the span that ends at `resetAt`.
 */
export const limits = table(
  'limits',
  { key: id('key').primaryKey(), points: count('points').notNull(), resetAt: instant('reset_at').notNull() },
  (columns) => [index('limits_reset').on(columns.resetAt)],
)

/**
 * An erasure of an address (product.md, Personal data), done in parts: `phase` and `position` hold its progress,
 * `found` what it has changed so far. `address` is emptied at the end.
 */
export const erasures = table(
  'erasures',
  {
    id: id('id').primaryKey(),
    address: text('address'),
    askedBy: id('asked_by'),
    askedAt: instant('asked_at').notNull(),
    phase: text('phase').notNull().default(''),
    position: text('position').notNull().default(''),
    found: json<Record<string, number>>('found').notNull(),
    leaseOwner: text('lease_owner'),
    leaseUntil: instant('lease_until'),
    finishedAt: instant('finished_at'),
  },
  (columns) => [index('erasures_asked').on(columns.askedAt)],
)
