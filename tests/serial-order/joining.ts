import type { Transaction } from './journal.ts'
import { type EventRow, listAdded, listChanged, type NoticeRow, type Past } from './past.ts'

const hour = 3_600_000
/** notices.md, Same thing twice: mail goes out again if the last one is 4 hours old. */
const remindAfter = 4 * hour

type Known = Pick<
  NoticeRow,
  | 'id'
  | 'account_id'
  | 'category'
  | 'silence'
  | 'state'
  | 'count'
  | 'last_mail_at'
  | 'acknowledged_at'
  | 'closed_how'
>

/**
 * Each event did what it does to the notices that were there before its transaction, and to what the events before it
 * made of them; and nothing else counted (notices.md, Same thing twice).
 */
export function judgeEvents(one: Transaction, past: Past): string[] {
  const wrong: string[] = []
  const after = new Map(listChanged(one, 'notices').map(({ is }) => [is?.id ?? '', is]))
  const known = new Map<string, Known>()
  const open = new Map<string, Known | undefined>()
  for (const event of listAdded(one, 'events')) {
    const key = `${event.source_id} ${event.dedup_key}`
    const [stored] = past.listOpen(event.source_id, event.dedup_key)
    const notice = open.has(key) ? open.get(key) : stored && { ...stored }
    if (notice) known.set(notice.id, notice)
    const opened = notice ? undefined : after.get(event.notice_id ?? '')
    const isSilent = notice !== undefined && past.isSilent(notice.account_id, notice.category)
    const expected = expectOutcome(event, notice, opened, isSilent)
    if (!expected.outcomes.includes(event.outcome) || event.notice_id !== expected.noticeId) {
      const said = `${event.outcome} of ${event.notice_id}`
      wrong.push(
        `${nameEvent(event)}: ${said} instead of ${expected.outcomes.join(' or ')} of ${expected.noticeId}`,
      )
    }
    open.set(key, takeIn(event, notice ?? (opened ? asOpened(opened, event) : undefined), after))
    const now = open.get(key) ?? notice
    if (now) known.set(now.id, now)
  }
  for (const [id, is] of after) {
    const was = past.find('notices', id)
    const should = known.get(id) ?? was
    if (!is || !should) continue
    if (is.count !== should.count) wrong.push(`${id}: counts ${is.count} instead of ${should.count}`)
    if (!known.has(id)) continue
    if ((is.acknowledged_at === null) !== (should.acknowledged_at === null))
      wrong.push(`${id}: acknowledged ${is.acknowledged_at} instead of ${should.acknowledged_at}`)
    if (is.closed_how !== should.closed_how)
      wrong.push(`${id}: closed ${is.closed_how} instead of ${should.closed_how}`)
  }
  for (const [id, should] of known) {
    const was = past.find('notices', id)
    const isSame = was?.count === should.count && was.acknowledged_at === should.acknowledged_at
    if (!after.has(id) && !(isSame && should.closed_how === null)) wrong.push(`${id}: not written`)
  }
  return wrong
}

type Expected = { outcomes: string[]; noticeId: string | null }

function expectOutcome(
  event: EventRow,
  notice: Known | undefined,
  opened: NoticeRow | null | undefined,
  isSilent: boolean,
): Expected {
  const { action, received_at: at } = event
  if (action === 'trigger' && !notice)
    return { outcomes: ['opened', 'unroutable'], noticeId: opened?.id ?? 'a new notice' }
  if (!notice) return { outcomes: ['ignored'], noticeId: null }
  const noticeId = notice.id
  if (action !== 'trigger')
    return { outcomes: [action === 'resolve' ? 'resolved' : 'acknowledged'], noticeId }
  const { state, last_mail_at: last, acknowledged_at: answered } = notice
  const isOpen = state === 'open' && answered === null && !isSilent
  const isLong = isOpen && last !== null && at - last >= remindAfter
  // A reminder may find that nobody can be reached any more.
  return { outcomes: isLong ? ['reminded', 'unroutable'] : ['joined'], noticeId }
}

function asOpened(opened: NoticeRow, { received_at: at }: EventRow): Known {
  return { ...opened, state: 'open', count: 0, last_mail_at: at, acknowledged_at: null, closed_how: null }
}

/** The open notice after the event; undefined if there is none then. */
function takeIn(
  { action, outcome, received_at: at }: EventRow,
  notice: Known | undefined,
  after: ReadonlyMap<string, NoticeRow | null>,
): Known | undefined {
  if (!notice) return undefined
  if (action === 'resolve') {
    notice.closed_how = 'resolved'
    return undefined
  }
  if (action === 'acknowledge') {
    notice.acknowledged_at ??= at
    notice.state = 'acknowledged'
    return notice
  }
  notice.count++
  if (outcome === 'reminded') notice.last_mail_at = at
  // Another trigger of a notice that reached nobody tries again whether it reaches somebody now.
  if (notice.state === 'unroutable' || outcome === 'unroutable') {
    const is = after.get(notice.id)
    if (is && is.state !== 'closed') notice.state = is.state
    notice.last_mail_at = at
  }
  return notice
}

function nameEvent({ summary, action, dedup_key: key }: EventRow): string {
  return `${summary}, ${action} ${key}`
}
