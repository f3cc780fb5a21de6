import { History } from './history.ts'
import { checkEvents } from './joining.ts'
import type { Change, Transaction } from './journal.ts'
import { checkEscalations, checkMails, checkReach, checkRecipients, checkStorms } from './notified.ts'
import type { RunRecord } from './run.ts'
import { checkStates, checkStore, checkTimes } from './states.ts'

/** What a rule finds wrong with a transaction, given what the store was before it: `subject: what`. */
type Rule = (one: Transaction, history: History, slugOf: ReadonlyMap<string, string>) => string[]

const rules: Record<string, Rule> = {
  events: checkEvents,
  states: checkStates,
  times: checkTimes,
  storms: checkStorms,
  recipients: checkRecipients,
  mails: checkMails,
  escalations: checkEscalations,
}

/**
 * Whether the run equals the same transactions one after another in the order of their commits: each must have done what
 * it would have done alone with what those before it left. `lost` names what did not, by rule.
 */
export function checkOrder({ journal, accounts }: RunRecord): Record<string, string[]> {
  const lost = Object.fromEntries(
    [...Object.keys(rules), 'store'].map((name): [string, string[]] => [name, []]),
  )
  const history = new History()
  for (const [place, one] of journal.entries()) {
    for (const [name, rule] of Object.entries(rules)) {
      let wrong = rule(one, history, accounts)
      if (wrong.length === 0) continue
      for (const past of pastsOf(journal.slice(0, place), one, accounts)) {
        const there = rule(one, past, accounts).map(subjectOf)
        wrong = wrong.filter((what) => there.includes(subjectOf(what)))
      }
      lost[name] = [...(lost[name] ?? []), ...wrong.map((what) => `${what} (${one.xid})`)]
    }
    const before = history.copy()
    history.apply(one)
    const after = [...checkStore(one, history), ...checkReach(one, history, accounts, before)]
    for (const what of after) lost.store = [...(lost.store ?? []), `${what} (${one.xid})`]
  }
  return lost
}

/** What a finding is about. */
function subjectOf(found: string): string {
  return found.split(': ', 1)[0] ?? found
}

/**
 * The histories that a transaction may have met, ordered before those it could not see when it began although they committed
 * first, as serializable ones may. Exclusive work sees all that ended before; only marks may be cleared beside it, each before
 * or after it is read.
 */
function* pastsOf(
  ended: readonly Transaction[],
  one: Transaction,
  slugOf: ReadonlyMap<string, string>,
): Generator<History> {
  const isOfIts = concerns(one, slugOf)
  const visible = listVisible(ended, one.began)
  const seen = ended.filter(({ xid }) => !one.isUnseen(xid))
  const clears = seen
    .filter(({ xid, changes }) => !visible.has(xid) && changes.some((one) => isClear(one) && isOfIts(one)))
    .slice(-mostBeside)
  for (const met of listSubsets(clears)) {
    const history = new History()
    for (const earlier of seen) {
      const isLater = (change: Change) =>
        isClear(change) && clears.includes(earlier) && !met.includes(earlier)
      history.apply({ ...earlier, changes: earlier.changes.filter((change) => !isLater(change)) })
    }
    yield history
  }
}

/** Most transactions that cleared marks of its accounts while one transaction was read; each doubles what that one may have met. */
const mostBeside = 10

/** Whether a mark is of an account whose notices a transaction changed. */
function concerns({ changes }: Transaction, slugOf: ReadonlyMap<string, string>) {
  const slugs = changes.map(({ is }) => slugOf.get(String(is?.account_id)))
  return ({ was }: Change) =>
    slugs.some((slug) => slug && String(was?.address_key).endsWith(`@${slug}.example`))
}

const isClear = ({ table, is }: Change) => table === 'address_marks' && is === null

function* listSubsets<Item>([first, ...rest]: readonly Item[]): Generator<Item[]> {
  if (first === undefined) yield []
  else for (const some of listSubsets(rest)) yield* [some, [first, ...some]]
}

/**
 * What somebody saw before `moment`. A commit is visible some time after it wrote its journal, however long a busy machine
 * takes, but surely once another transaction that ended before has seen it.
 */
function listVisible(ended: readonly Transaction[], moment: number): Set<bigint> {
  const witnesses = ended.filter((other) => other.ended < moment)
  return new Set(
    ended.flatMap(({ xid }) =>
      witnesses.some((other) => other.xid !== xid && !other.isUnseen(xid)) ? [xid] : [],
    ),
  )
}
