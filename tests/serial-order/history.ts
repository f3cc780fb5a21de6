import type { Change, Followed, Row, Transaction } from './journal.ts'

export type NoticeRow = {
  id: string
  key: string
  source_id: string | null
  account_id: string | null
  dedup_key: string
  series: string | null
  origin: string
  kind: string
  category: string
  environment: string
  state: 'open' | 'acknowledged' | 'closed' | 'unroutable'
  silence: string | null
  summary: string
  count: number
  step: number | null
  escalations: number
  last_mail_at: number | null
  escalate_at: number | null
  due_at: number | null
  unanswered_state: string | null
  unanswered_due_at: number | null
  unanswered_escalate_at: number | null
  acknowledged_at: number | null
  closed_at: number | null
  closed_how: string | null
}

export type EventRow = {
  id: string
  source_id: string
  format: string
  notice_id: string | null
  action: 'trigger' | 'acknowledge' | 'resolve'
  outcome: string
  dedup_key: string
  summary: string
  received_at: number
}

export type MailRow = {
  id: string
  recipient: string
  status: string
  part: 'notice' | 'reminder' | 'escalation' | 'resolve' | 'staff' | null
  notice_id: string | null
  digest_id: string | null
  account_id: string | null
  step: number | null
  attempts: number
  due_at: number | null
  history: { status: string }[] | null
}

export type DigestRow = {
  id: string
  key: string
  kind: 'notices' | 'resolves' | 'unroutable' | 'escalation'
  account_id: string | null
  category: string | null
  gathers_until: number
}

export type GatheredRow = { digest_id: string; notice_id: string }
type MarkRow = { address_key: string }
type AccountRow = { id: string; state: string }
export type AuditRow = { id: string; action: string; subject_id: string | null }

export type Rows = {
  events: EventRow
  notices: NoticeRow
  outbox: MailRow
  digests: DigestRow
  digest_notices: GatheredRow
  address_marks: MarkRow
  accounts: AccountRow
  audit_entries: AuditRow
}

/** A row before and after a transaction; null where there was none. */
export type Changed<Name extends Followed> = { was: Rows[Name] | null; is: Rows[Name] | null }

/** The rows of a table that a transaction changed, each once, in the order of the first change. */
export function listChanged<Name extends Followed>(one: Transaction, table: Name): Changed<Name>[] {
  const found = new Map<string, { was: Row | null; is: Row | null }>()
  for (const change of one.changes) {
    if (change.table !== table) continue
    const name = nameOf(change)
    found.set(name, { was: change.was, ...found.get(name), is: change.is })
  }
  return [...found.values()] as Changed<Name>[]
}

export function listAdded<Name extends Followed>(one: Transaction, table: Name): Rows[Name][] {
  return listChanged(one, table).flatMap(({ was, is }) => (was === null && is !== null ? [is] : []))
}

function nameOf({ table, was, is }: Change): string {
  const { id, address_key: key, digest_id: digest, notice_id: notice } = (is ?? was ?? {}) as Row
  return table === 'digest_notices' ? `${digest} ${notice}` : String(table === 'address_marks' ? key : id)
}

/** The notices whose acknowledgement a transaction undid. */
export function listUndone(one: Transaction): Set<string | null> {
  const isUndoing = ({ action }: AuditRow) =>
    action.startsWith('notice.acknowledgement-undone') || action === 'notice.handed-back'
  return new Set(
    listAdded(one, 'audit_entries')
      .filter(isUndoing)
      .map(({ subject_id: id }) => id),
  )
}

/** The notices that a transaction sent, first to last, each with its digest if it was batched. */
export function listNotified(
  one: Transaction,
  history: History,
): { notice: NoticeRow; digest: DigestRow | null }[] {
  const isIntake = listAdded(one, 'events').length + listAdded(one, 'audit_entries').length > 0
  if (!isIntake || listUndone(one).size > 0) return []
  const singly = listAdded(one, 'outbox').flatMap(({ part, notice_id: id }) =>
    part === 'notice' || part === 'reminder' ? [[id, null] as const] : [],
  )
  const added = listAdded(one, 'digests')
  const gathered = listAdded(one, 'digest_notices').flatMap(({ digest_id: of, notice_id: id }) => {
    const digest = added.find((row) => row.id === of) ?? history.find('digests', of)
    return digest?.kind === 'notices' ? [[id, digest] as const] : []
  })
  const digestOf = new Map([...singly, ...gathered])
  const order = listAdded(one, 'events').map(({ notice_id: id }) => id)
  const ids = [...new Set([...order, ...digestOf.keys()])].filter((id) => digestOf.has(id))
  const rows = new Map(listChanged(one, 'notices').map(({ is }) => [is?.id ?? null, is]))
  return ids.flatMap((id) => {
    const notice = rows.get(id)
    return notice ? [{ notice, digest: digestOf.get(id) ?? null }] : []
  })
}

/** Whether it counts towards storms: drills never do, nor emergencies sent by hand (notices.md, Storms). */
export const joinsStorms = ({ kind, category, origin }: NoticeRow) =>
  kind === 'event' && (category !== 'emergency' || origin === 'source')

/** The store as the transactions before some moment left it. */
export class History {
  readonly #tables = new Map<Followed, Map<string, Row>>()
  /** When the notices that count towards a storm were sent, by group. */
  readonly mailTimes = new Map<string, number[]>()

  apply(one: Transaction): void {
    for (const { notice } of listNotified(one, this)) {
      if (!joinsStorms(notice)) continue
      const times = this.mailTimes.get(groupOf(notice)) ?? []
      this.mailTimes.set(groupOf(notice), [...times, notice.last_mail_at ?? 0])
    }
    for (const change of one.changes) {
      const rows = this.#tables.get(change.table) ?? new Map<string, Row>()
      this.#tables.set(change.table, rows)
      if (change.is) rows.set(nameOf(change), change.is)
      else rows.delete(nameOf(change))
    }
  }

  find<Name extends 'notices' | 'outbox' | 'digests' | 'accounts'>(
    table: Name,
    id: string,
  ): Rows[Name] | undefined {
    return this.#tables.get(table)?.get(id) as Rows[Name] | undefined
  }

  list<Name extends Followed>(table: Name): Rows[Name][] {
    return [...(this.#tables.get(table)?.values() ?? [])] as Rows[Name][]
  }

  isMarked(address: string): boolean {
    return this.#tables.get('address_marks')?.has(address) ?? false
  }

  /** Whether mail about this category waits for the end of a pause (notices.md). */
  isSilent(accountId: string | null, category: string): boolean {
    const account = this.find('accounts', accountId ?? '')
    return account?.state === 'paused' && category === 'production-alert'
  }

  listDigestsOf(noticeId: string): DigestRow[] {
    return this.list('digest_notices').flatMap((row) =>
      row.notice_id === noticeId ? (this.find('digests', row.digest_id) ?? []) : [],
    )
  }

  /** Whether a digest still gathers at `at`, and none of its mails was tried. */
  isGathering({ id, gathers_until: until }: DigestRow, at: number): boolean {
    const isTried = this.list('outbox').some((mail) => mail.digest_id === id && mail.attempts > 0)
    return until > at && !isTried
  }

  /** The mails that tell of a notice, singly and in digests; without its end, and without those to staff. */
  listSending(noticeId: string): MailRow[] {
    const kinds = ['notices', 'escalation']
    const inDigests = this.listDigestsOf(noticeId).flatMap(({ id, kind }) =>
      kinds.includes(kind) ? [id] : [],
    )
    return this.list('outbox').filter(
      ({ part, notice_id: notice, digest_id: digest }) =>
        (part === 'notice' || part === 'reminder' || part === 'escalation') &&
        (notice === noticeId || (digest !== null && inDigests.includes(digest))),
    )
  }

  copy(): History {
    const copy = new History()
    for (const [name, rows] of this.#tables) copy.#tables.set(name, new Map(rows))
    for (const [group, times] of this.mailTimes) copy.mailTimes.set(group, [...times])
    return copy
  }
}

export const hasFailed = ({ status }: Pick<MailRow, 'status'>) => status === 'failed' || status === 'expired'

export const groupOf = ({ account_id: account, category, environment }: NoticeRow) =>
  `${account} ${category} ${environment}`
