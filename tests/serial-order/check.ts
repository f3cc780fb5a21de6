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
      const found = rule(one, history, accounts)
      if (found.length === 0) continue
      const elsewhere = rule(one, pastOf(journal.slice(0, place), one), accounts).map(subjectOf)
      const wrong = found.filter((what) => elsewhere.includes(subjectOf(what)))
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
 * The history of a transaction, ordered before those it could not see when it began although they committed first, as
 * serializable ones may. Exclusive work sees all that ended before; only a mark may be cleared beside it.
 */
function pastOf(ended: readonly Transaction[], one: Transaction): History {
  const history = new History()
  const visible = listVisible(ended, one.began)
  for (const earlier of ended) {
    if (one.isUnseen(earlier.xid)) continue
    const isLater = ({ table, is }: Change) =>
      table === 'address_marks' && is === null && !visible.has(earlier.xid)
    history.apply({ ...earlier, changes: earlier.changes.filter((change) => !isLater(change)) })
  }
  return history
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
