import { count, id, index, instant, json, reference, table, text, uniqueIndex } from '#/db/columns.ts'
import type { BulkOutcome, BulkState, BulkWork } from '#/db/words/bulk.ts'
import { accounts } from './accounts.ts'

/**
 * Work of staff on many accounts. `selection`: the filters of the accounts table, as in its address. `after`: the short
 * name of the last account listed. `leaseUntil`: how long the current worker holds it.
 */
export const bulkRuns = table(
  'bulk_runs',
  {
    id: id('id').primaryKey(),
    state: text('state').$type<BulkState>().notNull(),
    work: json<BulkWork>('work').notNull(),
    selection: json<Record<string, string>>('selection').notNull(),
    after: text('after').notNull().default(''),
    accounts: count('accounts').notNull().default(0),
    startedBy: id('started_by').notNull(),
    startedAt: instant('started_at').notNull(),
    stoppedBy: id('stopped_by'),
    finishedAt: instant('finished_at'),
    leaseOwner: text('lease_owner'),
    leaseUntil: instant('lease_until'),
  },
  (columns) => [
    index('bulk_runs_started').on(columns.startedAt),
    index('bulk_runs_state').on(columns.state),
    index('bulk_runs_finished').on(columns.finishedAt),
  ],
)

/** An account of a run and its outcome. `why`: the code of the refusal. `resultId`: the case or notice it made. */
export const bulkAccounts = table(
  'bulk_accounts',
  {
    id: id('id').primaryKey(),
    runId: reference('run_id', () => bulkRuns.id),
    accountId: reference('account_id', () => accounts.id),
    position: count('position').notNull(),
    outcome: text('outcome').$type<BulkOutcome>().notNull().default('waiting'),
    why: text('why').notNull().default(''),
    resultId: id('result_id'),
    doneAt: instant('done_at'),
  },
  (columns) => [
    uniqueIndex('bulk_accounts_position').on(columns.runId, columns.position),
    uniqueIndex('bulk_accounts_account').on(columns.runId, columns.accountId),
    index('bulk_accounts_outcome').on(columns.runId, columns.outcome, columns.position),
    index('bulk_accounts_own').on(columns.accountId),
  ],
)
