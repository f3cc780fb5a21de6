import { sql } from 'drizzle-orm'
import { count, id, index, instant, reference, table, text, uniqueIndex } from '#/db/columns.ts'
import type { EndpointKind } from '#/db/words/accounts.ts'
import type { Locale } from '#/db/words/people.ts'
import { accounts } from './accounts.ts'

/**
 * The contact points of an account that are not mail (channels.md). `sealed`: target and secrets, encrypted; `target`: a digest of
 * the address, so that nothing is added twice. It is told of notices once `confirmedAt` is set and while `disabledAt` is not;
 * it fails while its key has a mark. `replacedAt`: since when it is where it is, if it was elsewhere before. `code…`: the code on its way to it, hashed. `failures`, `failedSince`: tries in a row that
 * failed, and when the first did; `probeAt`: when a failing one is tried next.
 */
export const endpoints = table(
  'endpoints',
  {
    id: id('id').primaryKey(),
    accountId: reference('account_id', () => accounts.id),
    kind: text('kind').$type<EndpointKind>().notNull(),
    label: text('label').notNull(),
    hint: text('hint').notNull(),
    locale: text('locale').$type<Locale>(),
    host: text('host').notNull(),
    target: text('target').notNull(),
    sealed: text('sealed').notNull(),
    confirmedAt: instant('confirmed_at'),
    replacedAt: instant('replaced_at'),
    codeHash: text('code_hash'),
    codeSentAt: instant('code_sent_at'),
    codeTries: count('code_tries').notNull().default(0),
    failures: count('failures').notNull().default(0),
    failedSince: instant('failed_since'),
    probeAt: instant('probe_at'),
    disabledAt: instant('disabled_at'),
    disabledBy: id('disabled_by'),
    createdBy: id('created_by').notNull(),
    createdAt: instant('created_at').notNull(),
    changedAt: instant('changed_at').notNull(),
  },
  (columns) => [
    uniqueIndex('endpoints_target').on(columns.accountId, columns.target),
    index('endpoints_failed').on(columns.failedSince).where(sql`failed_since is not null`),
    index('endpoints_probe').on(columns.probeAt).where(sql`probe_at is not null`),
  ],
)
