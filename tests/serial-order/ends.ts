import { History, hasFailed, listAdded, listChanged, type MailRow, type Rows } from './history.ts'
import type { Transaction } from './journal.ts'
import type { RunRecord } from './run.ts'

type EventRow = Rows['events']

/** What must hold once everything is settled. */
export function checkEnds({ asked, journal, mails }: RunRecord): Record<string, string[]> {
  const history = new History()
  const ended: Ending[] = []
  for (const one of journal) {
    ended.push(...listEnded(one, history))
    history.apply(one)
  }
  const outbox = history.list('outbox')
  const arrived = new Set(mails.map(({ sender, recipients }) => `${sender} ${recipients[0]}`))
  return {
    requests: checkRequests(asked, journal),
    ends: ended.flatMap((one) => checkEnding(one, history)),
    'mails that wait': outbox.flatMap(({ id, due_at: due, status }) =>
      due === null ? [] : [`${id}: ${status}`],
    ),
    'mails accepted and not arrived': outbox.flatMap(({ id, recipient, status }) => {
      const isThere = [...arrived].some(
        (one) => one.includes(id.replaceAll('-', '')) && one.endsWith(recipient),
      )
      return status !== 'accepted' || isThere ? [] : [`${id} to ${recipient}`]
    }),
  }
}

/** A request's events count once if it was answered or repeated, and all of them or none if its answer was lost. */
function checkRequests(asked: RunRecord['asked'], journal: readonly Transaction[]): string[] {
  const wrong: string[] = []
  const taken = Map.groupBy(
    journal.flatMap((one) => listAdded(one, 'events').map((row) => ({ ...row, xid: one.xid }))),
    ({ summary }) => summary,
  )
  const notices = new Map<string, number>()
  for (const { summary } of journal.flatMap((one) => listAdded(one, 'notices')))
    notices.set(summary, (notices.get(summary) ?? 0) + 1)
  for (const { command, answers } of asked) {
    const done = answers.flatMap((answer) => (answer !== 'lost' && 'done' in answer ? [answer.done] : []))
    const unknown = answers.find((answer) => answer !== 'lost' && 'failed' in answer && !answer.ofStore)
    if (unknown) wrong.push(`${command.what}: ${JSON.stringify(unknown)}`)
    if (command.what === 'write' && notices.get(command.summary) !== 1)
      wrong.push(`${command.summary}: ${notices.get(command.summary)} notices of one form`)
    if (command.what !== 'events') continue
    const [{ summary } = { summary: '' }] = command.events
    const rows: (EventRow & { xid: bigint })[] = taken.get(summary) ?? []
    const isLost = done.length === 0
    if (rows.length !== command.events.length && !(isLost && rows.length === 0))
      wrong.push(`${summary}: ${rows.length} of ${command.events.length} events are there`)
    if (new Set(rows.map(({ xid }) => xid)).size > 1) wrong.push(`${summary}: in several transactions`)
    const ids = rows.map(({ id }) => id).join()
    for (const answer of done as { events: { id: string }[] }[]) {
      if (answer.events.map(({ id }) => id).join() !== ids)
        wrong.push(`${summary}: answered with other events`)
    }
    const asSent = command.events.map((event) => `${event.action} ${event.dedupKey}`).join()
    const asTaken = rows.map((row) => `${row.action} ${row.dedup_key}`).join()
    if (rows.length > 0 && asSent !== asTaken) wrong.push(`${summary}: in another order`)
  }
  return wrong
}

/** A notice at its resolve: the mails that had been accepted, and those still on their way. */
type Ending = { noticeId: string; notified: string[]; trying: MailRow[] }

function listEnded(one: Transaction, history: History): Ending[] {
  const ended = listChanged(one, 'notices').filter(
    ({ was, is }) => is?.closed_how === 'resolved' && was?.closed_how !== 'resolved',
  )
  if (ended.length === 0) return []
  const now = history.copy()
  now.apply(one)
  return ended.flatMap(({ is }) => {
    if (!is) return []
    // A digest that still gathers states the end itself.
    const gathering = now.listDigestsOf(is.id).filter((digest) => now.isGathering(digest, is.closed_at ?? 0))
    const ofThem = new Set(gathering.map(({ id }) => id))
    const mails = now.listSending(is.id).filter(({ digest_id: of }) => of === null || !ofThem.has(of))
    const notified = mails.flatMap(({ status, recipient }) => (status === 'accepted' ? [recipient] : []))
    const trying = mails.filter((mail) => mail.status !== 'accepted' && !hasFailed(mail))
    return [{ noticeId: is.id, notified, trying }]
  })
}

/** The end is sent once, to exactly those who were notified. */
function checkEnding({ noticeId, notified, trying }: Ending, history: History): string[] {
  const wrong: string[] = []
  const later = trying.filter(({ id }) =>
    history.find('outbox', id)?.history?.some(({ status }) => status === 'accepted'),
  )
  const expected = new Set([...notified, ...later.map(({ recipient }) => recipient)])
  const lists = history.listDigestsOf(noticeId).flatMap(({ id, kind }) => (kind === 'resolves' ? [id] : []))
  const ends = history.list('outbox').filter(({ part }) => part === 'resolve')
  const single = ends.filter(({ notice_id: of }) => of === noticeId)
  const listed = ends.filter(({ digest_id: of }) => of !== null && lists.includes(of))
  const counts = new Map<string, number>()
  for (const { recipient } of [...single, ...listed]) counts.set(recipient, (counts.get(recipient) ?? 0) + 1)
  for (const address of expected) {
    if (counts.get(address) !== 1)
      wrong.push(`${noticeId}: the end sent ${counts.get(address) ?? 0} times to ${address}`)
  }
  for (const { recipient } of single) {
    if (!expected.has(recipient))
      wrong.push(`${noticeId}: the end sent to ${recipient}, who was not notified`)
  }
  return wrong
}
