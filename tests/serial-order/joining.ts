import { Batch } from './batch.ts'
import { type EventRow, type History, listAdded, listChanged, type NoticeRow } from './history.ts'
import type { Transaction } from './journal.ts'

const hour = 3_600_000
/** notices.md, Same thing twice: mail goes out again if the last one is 4 hours old. */
const remindAfter = 4 * hour

/**
 * Each event did what it does to the notices that were there before its transaction, and to what the events before it
 * made of them; and nothing else counted (notices.md, Same thing twice).
 */
export function checkEvents(one: Transaction, history: History): string[] {
  const wrong: string[] = []
  const after = new Map(listChanged(one, 'notices').map(({ is }) => [is?.id ?? '', is]))
  const events = listAdded(one, 'events')
  const batch = new Batch(history, events)
  for (const event of events) {
    const { outcomes, noticeId } = expectOutcome(event, batch, history)
    const isAs =
      noticeId === 'new' ? !history.find('notices', event.notice_id ?? '') : event.notice_id === noticeId
    if (!outcomes.includes(event.outcome) || !isAs) {
      const named = `${event.summary}, ${event.action} ${event.dedup_key}`
      const said = `${event.outcome} of ${event.notice_id}`
      wrong.push(`${named}: ${said} instead of ${outcomes.join(' or ')} of ${noticeId}`)
    }
    applyEvent(event, batch, after)
  }
  return [...wrong, ...compare(batch, after, history)]
}

type Expected = { outcomes: string[]; noticeId: string | 'new' | null }

function expectOutcome(event: EventRow, batch: Batch, history: History): Expected {
  const { action, format, received_at: at } = event
  batch.endEarlier(event)
  const notice = batch.findOpen(event)
  const before = format === 'alertmanager' ? batch.findClosed(event) : null
  if (action === 'trigger' && batch.isOvertaken(event)) return { outcomes: ['ignored'], noticeId: before }
  if (action === 'trigger' && !notice && before) return { outcomes: ['ignored'], noticeId: before }
  if (action === 'trigger' && !notice) return { outcomes: ['opened', 'unroutable'], noticeId: 'new' }
  if (!notice) return { outcomes: ['ignored'], noticeId: null }
  const noticeId = notice.id
  if (action !== 'trigger')
    return { outcomes: [action === 'resolve' ? 'resolved' : 'acknowledged'], noticeId }
  const { state, last_mail_at: last, acknowledged_at: answered } = notice
  const isOpen =
    state === 'open' && answered === null && !history.isSilent(notice.account_id, notice.category)
  const isLong = isOpen && last !== null && at - last >= remindAfter
  // A reminder may find that nobody can be reached any more.
  return { outcomes: isLong ? ['reminded', 'unroutable'] : ['joined'], noticeId }
}

/** Makes of the batch's notices what the event made of them. */
function applyEvent(event: EventRow, batch: Batch, after: ReadonlyMap<string, NoticeRow | null>): void {
  const { action, outcome, format, received_at: at, notice_id: id } = event
  if (outcome === 'ignored') return
  const notice = batch.findOpen(event)
  const is = after.get(notice?.id ?? id ?? '')
  if (!notice) {
    if (is) batch.open(is, event)
    return
  }
  if (action === 'resolve') notice.closed_how = 'resolved'
  if (action === 'acknowledge') {
    notice.acknowledged_at ??= at
    notice.state = 'acknowledged'
  }
  if (action !== 'trigger') return
  // Alertmanager's replicas count once (formats.md).
  if (format !== 'alertmanager') notice.count++
  if (outcome === 'reminded') notice.last_mail_at = at
  // Another trigger of a notice that reached nobody tries again whether it reaches somebody now.
  if (notice.state === 'unroutable' || outcome === 'unroutable') {
    if (is && is.state !== 'closed') notice.state = is.state
    notice.last_mail_at = at
  }
}

/** Whether the rows are as the events made them, and only those rows changed so. */
function compare({ known }: Batch, after: ReadonlyMap<string, NoticeRow | null>, history: History): string[] {
  const wrong: string[] = []
  for (const [id, is] of after) {
    const should = known.get(id) ?? history.find('notices', id)
    if (!is || !should) continue
    if (is.count !== should.count) wrong.push(`${id}: counts ${is.count} instead of ${should.count}`)
    if (!known.has(id)) continue
    if ((is.acknowledged_at === null) !== (should.acknowledged_at === null))
      wrong.push(`${id}: acknowledged ${is.acknowledged_at} instead of ${should.acknowledged_at}`)
    if (is.closed_how !== should.closed_how)
      wrong.push(`${id}: closed ${is.closed_how} instead of ${should.closed_how}`)
  }
  for (const [id, should] of known) {
    const was = history.find('notices', id)
    const isSame =
      was?.count === should.count &&
      was.acknowledged_at === should.acknowledged_at &&
      was.closed_how === should.closed_how
    if (!after.has(id) && !isSame) wrong.push(`${id}: not written`)
  }
  return wrong
}
