import { type History, hasFailed, listAdded, listChanged, listUndone, type NoticeRow } from './history.ts'
import type { Transaction } from './journal.ts'

/** What staff and members did was still to do when they did it, and what is over stays over. */
export function checkStates(one: Transaction, history: History): string[] {
  const wrong: string[] = []
  const changed = listChanged(one, 'notices')
  const undone = listUndone(one)
  for (const { was, is } of changed) {
    if (!is) wrong.push(`${was?.id}: deleted`)
    else if (!was) wrong.push(...checkSilence(is, history))
    else {
      const lapses = undone.has(is.id) ? listUndoLapses(was, is) : listLapses(was, is)
      wrong.push(...lapses.map((what) => `${is.id}: ${what}`))
    }
  }
  for (const { action, subject_id: id } of listAdded(one, 'audit_entries')) {
    const was = history.find('notices', id ?? '')
    const is = changed.find((change) => change.is?.id === id)?.is
    const named = `${id}: ${action}`
    if (action === 'notice.acknowledged' && (was?.acknowledged_at !== null || is?.acknowledged_at === null))
      wrong.push(`${named} of what was acknowledged`)
    if (action === 'notice.closed' && (was?.closed_at !== null || is?.closed_how !== 'staff'))
      wrong.push(`${named} of what was ${was?.closed_how}`)
    if (action === 'notice.reminded' && (was?.state !== 'open' || was.acknowledged_at !== null))
      wrong.push(`${named} of what was ${was?.state}`)
    if (action === 'notice.routed-again' && was?.state !== 'unroutable')
      wrong.push(`${named} of what was ${was?.state}`)
  }
  for (const { was, is } of listChanged(one, 'outbox')) {
    if (!was || !is) continue
    const isOver = hasFailed(was)
    if (isOver && is.status !== was.status) wrong.push(`mail ${is.id}: ${is.status} after ${was.status}`)
    if (was.status === 'accepted' && !['accepted', 'failed', 'delivered'].includes(is.status))
      wrong.push(`mail ${is.id}: ${is.status} after ${was.status}`)
    if (is.attempts < was.attempts - 1) wrong.push(`mail ${is.id}: attempts lost`)
  }
  return wrong
}

/** Production alerts of a paused account are only recorded (product.md, Integration state). */
function checkSilence(
  { dedup_key: key, account_id: account, category, kind, silence }: NoticeRow,
  history: History,
) {
  const expected = kind === 'event' && history.isSilent(account, category) ? 'paused' : null
  return silence === expected ? [] : [`${key}: silence ${silence} instead of ${expected}`]
}

/** Only an acknowledged notice that is neither closed nor a drill waits again, with its previous deadline. */
function listUndoLapses(was: NoticeRow, is: NoticeRow): string[] {
  const wrong: string[] = []
  if (was.state !== 'acknowledged' || was.kind === 'drill') wrong.push(`undone when it was ${was.state}`)
  if (is.acknowledged_at !== null) wrong.push('undone, and still acknowledged')
  if (is.state !== 'unroutable' && is.state !== (was.unanswered_state ?? 'open'))
    wrong.push(`${is.state} after an undo`)
  if (was.unanswered_state !== null && is.due_at !== was.unanswered_due_at)
    wrong.push('its deadline changed with an undo')
  return wrong
}

function listLapses(was: NoticeRow, is: NoticeRow): string[] {
  const wrong: string[] = []
  if (was.acknowledged_at !== null && is.acknowledged_at !== was.acknowledged_at)
    wrong.push('its first answer is gone')
  const isKnown = is.account_id !== null
  if (was.acknowledged_at !== null && isKnown && (is.state === 'open' || is.state === 'unroutable'))
    wrong.push(`${is.state} after its answer`)
  if (was.closed_at === null) return wrong
  const kept = ['state', 'closed_at', 'closed_how', 'count', 'step', 'last_mail_at', 'escalations'] as const
  for (const column of kept) {
    if (is[column] !== was[column]) wrong.push(`${column} changed after its end`)
  }
  return wrong
}

/** Events are later in the order in which they commit: their time is read under the exclusive lock (decision 039). */
export function checkTimes(one: Transaction, history: History): string[] {
  const latest = history.list('events').at(-1)?.received_at ?? 0
  return listAdded(one, 'events').flatMap(({ id, received_at: at }) =>
    at < latest ? [`${id}: received ${latest - at} ms before what was there`] : [],
  )
}

/** What must hold after each commit: one open notice a source and key, one waiting drill an account. */
export function checkStore(one: Transaction, history: History): string[] {
  const wrong: string[] = []
  for (const { is } of listChanged(one, 'notices')) {
    if (!is || is.closed_at !== null) continue
    const isOfSource = (row: NoticeRow) => row.closed_at === null && row.source_id === is.source_id
    const open = history.list('notices').filter(isOfSource)
    if (open.filter((row) => row.key === is.key).length > 1) wrong.push(`${is.dedup_key}: open twice`)
    const firing = open.filter((row) => row.series !== null && row.series === is.series)
    if (firing.length > 1) wrong.push(`${is.series}: two firings open`)
    const drills = history
      .list('notices')
      .filter((row) => isWaitingDrill(row) && row.account_id === is.account_id)
    if (isWaitingDrill(is) && drills.length > 1) wrong.push(`${is.account_id}: drilled twice at once`)
  }
  return wrong
}

const isWaitingDrill = ({ kind, acknowledged_at: answered, closed_at: closed }: NoticeRow) =>
  kind === 'drill' && answered === null && closed === null
