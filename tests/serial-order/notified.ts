import type { Category } from './commands.ts'
import { listFirst, planOf } from './contacts.ts'
import {
  groupOf,
  type History,
  hasFailed,
  joinsStorms,
  listAdded,
  listChanged,
  listNotified,
  listUndone,
  type MailRow,
  type NoticeRow,
} from './history.ts'
import type { Transaction } from './journal.ts'

const minute = 60_000
/** notices.md, Storms: of more than ten notices of a group, the first ten go out singly. */
const singly = 10
const stormSpan = (category: string) => (category === 'emergency' ? 10 : 5) * minute
/** notices.md, Routing: an emergency that nobody acknowledged goes one step on every 30 minutes. */
const escalationSpan = 30 * minute

/** The first ten notices of a group are mailed singly, the rest join the one digest that gathers (notices.md, Storms). */
export function checkStorms(one: Transaction, history: History): string[] {
  const wrong: string[] = []
  const mailTimes = new Map(history.mailTimes)
  const opened = new Map<string, string>()
  for (const { notice, digest } of listNotified(one, history)) {
    const group = groupOf(notice)
    const at = notice.last_mail_at ?? 0
    const times = mailTimes.get(group) ?? []
    const tenth = times.at(-singly)
    const isStorm = joinsStorms(notice) && tenth !== undefined && at - tenth < stormSpan(notice.category)
    if (joinsStorms(notice)) mailTimes.set(group, [...times, at])
    // Copies of what reaches nobody do not wait.
    const mails = listAdded(one, 'outbox').filter((mail) => mail.notice_id === notice.id)
    const isCopy = mails.length > 0 && mails.every(({ step }) => step === null)
    if (isStorm !== (digest !== null) && !isCopy)
      wrong.push(
        `${notice.dedup_key}: ${digest ? 'gathered' : 'mailed singly'} as number ${times.length + 1}`,
      )
    if (!digest) continue
    const known = history.list('digests').filter((row) => row.kind === 'notices' && row.key === digest.key)
    const gathering = known.find((row) => history.isGathering(row, at))?.id ?? opened.get(digest.key)
    if (gathering !== undefined && gathering !== digest.id)
      wrong.push(`${notice.dedup_key}: in a second digest while one gathers`)
    if (gathering === undefined && history.find('digests', digest.id))
      wrong.push(`${notice.dedup_key}: in a digest that gathers no more`)
    opened.set(digest.key, digest.id)
  }
  return wrong
}

/** The first recipients of a new notice or digest: the first step that takes mail, and the copies. */
export function checkRecipients(
  one: Transaction,
  history: History,
  slugOf: ReadonlyMap<string, string>,
): string[] {
  const wrong: string[] = []
  const mails = listAdded(one, 'outbox').filter(({ part }) => part === 'notice')
  const compare = (of: NoticeRow, named: string, actual: readonly MailRow[], hasCopies: boolean) => {
    const { steps, copies } = planOf(slugOf.get(of.account_id ?? '') ?? '', of.category as Category)
    const own = of.kind === 'drill' ? steps.slice(0, 1) : steps
    const plan = { steps: own, copies: hasCopies ? copies : [] }
    const { recipients, isReached } = listFirst(plan, (address) => history.isMarked(address))
    const expected = recipients.sort().join()
    const said = actual
      .map(({ recipient }) => recipient)
      .sort()
      .join()
    if (said !== expected) wrong.push(`${named}: mailed to ${said} instead of ${expected}`)
    if (!isReached && of.state === 'open') wrong.push(`${named}: open although it reaches nobody`)
  }
  const added = listAdded(one, 'digests').map(({ id }) => id)
  for (const { notice, digest } of listNotified(one, history)) {
    const isNew = history.find('notices', notice.id) === undefined
    if (digest && added.includes(digest.id)) {
      const own = mails.filter(({ digest_id: of }) => of === digest.id)
      compare(notice, `${digest.key} ${digest.id}`, own, true)
    } else if (!digest && isNew) {
      const own = mails.filter(({ notice_id: of }) => of === notice.id)
      // One transaction may open several of a key, and read marks anew for each.
      compare(notice, `${notice.dedup_key} ${notice.id}`, own, notice.origin === 'source')
    }
  }
  return wrong
}

/** Nobody is notified twice, or about answered or closed notices; the next step follows only when the previous is exhausted. */
export function checkMails(
  one: Transaction,
  history: History,
  slugOf: ReadonlyMap<string, string>,
): string[] {
  const wrong: string[] = []
  const added = listAdded(one, 'outbox')
  if (added.length === 0) return wrong
  const after = history.copy()
  after.apply(one)
  const undone = listUndone(one)
  const isStaffs = listAdded(one, 'audit_entries').some(({ action }) => action === 'notice.routed-again')
  for (const mail of added) {
    const { part, notice_id: noticeId, digest_id: digestId, recipient, step } = mail
    const about = noticeId ?? digestId ?? ''
    const named = `${part} of ${about} to ${recipient}`
    const alike = after
      .list('outbox')
      .filter((other) => other.id !== mail.id && other.recipient === recipient)
    if (part === 'notice' || part === 'resolve') {
      const same = alike.filter(
        (other) => other.part === part && (other.notice_id ?? other.digest_id) === about,
      )
      if (same.some((other) => part === 'resolve' || !hasFailed(other))) wrong.push(`${named}: twice`)
    }
    if (noticeId === null || part === null || part === 'staff') continue
    const was = history.find('notices', noticeId)
    const is = after.find('notices', noticeId)
    if (part === 'resolve') {
      if (is?.closed_how !== 'resolved') wrong.push(`${named}: not resolved`)
      continue
    }
    if (was && was.closed_at !== null) wrong.push(`${named}: after its end`)
    if (was && was.acknowledged_at !== null && !isStaffs && !undone.has(noticeId))
      wrong.push(`${named}: after its answer`)
    if (part !== 'notice' || step === null || is?.kind !== 'event') continue
    const { steps } = planOf(slugOf.get(is.account_id ?? '') ?? '', is.category as Category)
    const states = new Map(after.listSending(noticeId).map((other) => [other.recipient, hasFailed(other)]))
    // It never goes back to a step that had nobody when it was passed.
    for (const address of steps.slice(was?.step ?? 0, step).flat()) {
      if (!after.isMarked(address) && states.get(address) !== true)
        wrong.push(`${named}: although ${address} may still get it`)
    }
  }
  return wrong
}

/** An unanswered emergency escalates once when due, also after an undo, and staff are notified too. */
export function checkEscalations(one: Transaction): string[] {
  const wrong: string[] = []
  const undone = listUndone(one)
  for (const { was, is } of listChanged(one, 'notices')) {
    if (!was || !is || is.escalations === was.escalations) continue
    const at = (is.escalate_at ?? 0) - escalationSpan
    const isUndone = was.acknowledged_at !== null && undone.has(is.id)
    const dueAt = isUndone ? was.unanswered_escalate_at : was.escalate_at
    const isDue = dueAt !== null && dueAt <= at
    const isUnanswered = (was.acknowledged_at === null || isUndone) && was.closed_at === null
    if (!isDue || !isUnanswered || is.escalations !== was.escalations + 1)
      wrong.push(`${is.id}: escalated ${isDue ? 'as' : 'before it was due,'} ${was.state}`)
    const toStaff = listAdded(one, 'outbox').filter(({ part }) => part === 'staff')
    if (toStaff.length === 0) wrong.push(`${is.id}: escalated without staff`)
  }
  return wrong
}

/** After each commit an open notice has somebody who has it or may get it; and staff know of one that has nobody. */
export function checkReach(
  one: Transaction,
  history: History,
  slugOf: ReadonlyMap<string, string>,
  before: History,
): string[] {
  const wrong: string[] = []
  const added = new Set(listAdded(one, 'digest_notices').map(({ digest_id: of }) => of))
  for (const id of listConcerned(one, history)) {
    const is = history.find('notices', id)
    if (is?.kind !== 'event') continue
    const { steps } = planOf(slugOf.get(is.account_id ?? '') ?? '', is.category as Category)
    const held = history.listSending(id).filter((mail) => !hasFailed(mail))
    if (
      is.state === 'open' &&
      is.silence === null &&
      !held.some(({ recipient }) => steps.flat().includes(recipient))
    )
      wrong.push(`${is.dedup_key} ${id}: open, and nobody has it`)
    const was = before.find('notices', id)
    if (is.state !== 'unroutable' || was?.state === 'unroutable') continue
    // After an undo staff know from before the acknowledgement.
    const isUndone = was?.unanswered_state === 'unroutable' && is.acknowledged_at === null
    const digests = history.listDigestsOf(id).filter(({ kind }) => kind === 'unroutable')
    if (!digests.some((digest) => isUndone || added.has(digest.id) || history.isGathering(digest, 0)))
      wrong.push(`${is.dedup_key} ${id}: unroutable, and staff do not know`)
  }
  return wrong
}

/** The notices that a transaction changed, or of whose mails it changed one. */
function listConcerned(one: Transaction, history: History): Set<string> {
  const notices = listChanged(one, 'notices').flatMap(({ is }) => is?.id ?? [])
  const mailed = listChanged(one, 'outbox').flatMap(({ is }) => {
    if (!is || is.part === 'staff') return []
    if (is.notice_id !== null) return [is.notice_id]
    return history
      .list('digest_notices')
      .flatMap((row) => (row.digest_id === is.digest_id ? [row.notice_id] : []))
  })
  return new Set([...notices, ...mailed])
}
