import { inArray } from 'drizzle-orm'
import { accounts } from '#/db/schema/accounts.ts'
import type { Reader, Writer } from '#/db/store/store.ts'
import type { BulkKind, BulkSkip, BulkWork } from '#/db/words/bulk.ts'
import {
  findAccountsById,
  type ReachedAccount,
  reachedColumns,
} from '#/lib/accounts/reachability/reachables.ts'
import { readCaseContacts } from '#/lib/cases/contacts.ts'
import { openCaseForIn } from '#/lib/cases/staff-opening.ts'
import { evaluateNudges } from '#/lib/changes/accounts/evaluate-nudges.ts'
import { nudgeIn } from '#/lib/changes/accounts/nudge.ts'
import type { StaffGrant } from '#/lib/identity/access/staff-grants.ts'
import { drillsPerTurn, drillTurnLength } from '#/lib/notices/drills/policy.ts'
import { drillAccount, findDrillSkips } from '#/lib/notices/drills/send-drill.ts'
import { drillsJob } from '#/lib/notices/drills/sending.ts'

/** Why each account would be skipped; null for the others. */
type Evaluated = Map<string, BulkSkip | null>

type Rule<Work> = {
  /** Evaluates open accounts in a fixed number of queries. */
  evaluate(read: Reader, by: StaffGrant, open: readonly ReachedAccount[], work: Work): Promise<Evaluated>
  /** Runs the work on one account after checking everything again. `key`: the same on every attempt. */
  execute(tx: Writer, by: StaffGrant, account: ReachedAccount, work: Work, key: string): Promise<BulkResult>
  /** The rate over all workers: `most` accounts in `every` milliseconds. Unlimited without it. */
  turn?: { name: string; every: number; most: number }
}

/** The id of what it made, if anything, or why it did nothing. */
export type BulkResult = { resultId: string | null } | { why: BulkSkip }

const rules: { [Kind in BulkKind]: Rule<Extract<BulkWork, { kind: Kind }>> } = {
  nudge: {
    evaluate: (read, by, open) => evaluateNudges(read, by, idsOf(open)),
    execute: async (tx, by, { slug }) => {
      await nudgeIn(tx, by, slug, { lane: 'bulk' })
      return { resultId: null }
    },
  },
  drill: {
    evaluate: (read, _by, open) => findDrillSkips(read, open),
    execute: async (tx, by, account) => {
      const drilled = await drillAccount(tx, by, account)
      return 'why' in drilled ? drilled : { resultId: drilled.noticeId }
    },
    turn: { name: drillsJob, every: drillTurnLength, most: drillsPerTurn },
  },
  case: {
    evaluate: async (read, _by, open, { category }) => {
      const contacts = await readCaseContacts(read, open, category)
      return new Map(open.map(({ id }) => [id, contacts.get(id)?.length ? null : 'field-unreachable']))
    },
    execute: async (tx, by, account, { kind: _, ...content }, key) => {
      const input = { ...content, key, situation: null, follows: null }
      return { resultId: (await openCaseForIn(tx, by, account, input, { lane: 'bulk' })).id }
    },
  },
}

const ruleOf = (kind: BulkKind): Rule<BulkWork> => rules[kind] as Rule<BulkWork>

function idsOf(some: readonly { id: string }[]): string[] {
  return some.map(({ id }) => id)
}

/** Why each of these accounts would be skipped now; null for the others. */
export async function evaluateAccounts(read: Reader, by: StaffGrant, ids: readonly string[], work: BulkWork) {
  const found = await read
    .select(reachedColumns)
    .from(accounts)
    .where(inArray(accounts.id, [...ids]))
  const open = found.filter(({ closedAt }) => closedAt === null)
  const evaluated = await ruleOf(work.kind).evaluate(read, by, open, work)
  return new Map(
    found.map(({ id, closedAt }) => [id, closedAt === null ? (evaluated.get(id) ?? null) : 'account-closed']),
  )
}

/** The rate limit of a kind of work, if it has one. */
export function throttleOf(kind: BulkKind) {
  return ruleOf(kind).turn
}

/** Runs the work on one account. @throws AppError as the command for one account */
export async function processAccount(
  tx: Writer,
  by: StaffGrant,
  work: BulkWork,
  { accountId, key }: { accountId: string; key: string },
): Promise<BulkResult> {
  const account = (await findAccountsById(tx, [accountId])).get(accountId)
  if (!account) throw new Error('An account of a run is gone.')
  return ruleOf(work.kind).execute(tx, by, account, work, key)
}
