import { eq } from 'drizzle-orm'
import { notices } from '#/db/schema/notices.ts'
import type { Writer } from '#/db/store/store.ts'
import type { MailLane } from '#/db/words/mail.ts'
import type { ReachedAccount } from '#/lib/accounts/reachability/reachables.ts'
import { listTriedOfNotices, statesOf } from '#/lib/notices/delivery/deliveries.ts'
import { advance } from '#/lib/notices/delivery/mailing.ts'
import { mailUnroutable } from '#/lib/notices/delivery/unroutable.ts'
import type { Group } from '#/lib/notices/notice/keys.ts'
import { defineDeadlines } from '#/lib/notices/routing/due.ts'
import { planFor, type Reach, type Routes, readReach, readRoutes } from '#/lib/notices/routing/reach.ts'
import {
  findSilence,
  listWouldReach,
  type Move,
  type RecipientStates,
} from '#/lib/notices/routing/routing.ts'
import { readSettings } from '#/lib/platform/settings/queries.ts'
import { addressKey } from '#/lib/platform/values/address-key.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { isLongAgo } from './joining.ts'
import { type NoticeInput, rowOfInput } from './notice-input.ts'
import { insertRows, type NewNotice, type NewRows, noRows, type OpenRow } from './open-notices.ts'
import { Storms } from './storms.ts'

/** A notice as it is about to be. `changes`: what of that is not yet on disk; null where none of it is. */
export type PendingNotice = { row: OpenRow; changes: Partial<NewNotice> | null }

/** A notice that is on disk, before anything is done to it. */
export function toPending(row: OpenRow): PendingNotice {
  return { row, changes: {} }
}

/** What a writer is going to need: the groups of its events, and the accounts whose people it may have to mail. */
type Needs = {
  at: number
  groups: readonly Group[]
  accounts: readonly ReachedAccount[]
  /** The people of every account, whatever the groups. */
  people?: boolean
}

/** How a notice is told. `lane`: of an announcement, which makes and joins no storm. `staffKnow`: staff need not hear it fails. */
type Telling = { lane?: MailLane; staffKnow?: boolean }

/** What a writer has read, and what it is going to write. */
type Known = {
  at: number
  rows: NewRows
  storms: Storms
  routes: Routes
  reach: Reach
  deadlinesOf: ReturnType<typeof defineDeadlines>
}

/** Opens, joins and tells notices in one transaction: all is decided in memory, in the order of events, and written by `finish`. */
export class NoticeWriter {
  readonly at: number
  readonly rows: NewRows
  readonly #tx: Writer
  readonly #known: Known
  readonly #changed = new Set<PendingNotice>()
  readonly #unroutable: OpenRow[] = []

  private constructor(tx: Writer, known: Known) {
    this.#tx = tx
    this.at = known.at
    this.rows = known.rows
    this.#known = known
  }

  /** Reads what it needs. People are not read of accounts whose every group is in a storm that is being gathered. */
  static async begin(tx: Writer, { at, groups, accounts, people }: Needs): Promise<NoticeWriter> {
    const rows = noRows()
    const storms = await Storms.read(tx, groups, at, rows)
    const calm = new Set(
      groups.filter((group) => !storms.isGathering(group)).map(({ accountId }) => accountId),
    )
    const reached = accounts.filter(({ id, state }) => people || calm.has(id) || state === 'paused')
    const reach = await readReach(tx, reached)
    const { escalationMinutes } = await readSettings(tx)
    const routes = reached.length > 0 ? reach.routes : await readRoutes(tx)
    const deadlinesOf = defineDeadlines({ at, routes, escalationMinutes })
    return new NoticeWriter(tx, { at, rows, storms, routes, reach, deadlinesOf })
  }

  /** Opens a notice and tells whom it concerns: at once, in a digest, or nobody where it is silent. */
  open(input: NoticeInput, telling: Telling = {}): PendingNotice {
    const row = rowOfInput(input, this.at)
    const notice: PendingNotice = { row, changes: null }
    this.rows.notices.push(row)
    if (!input.account) {
      this.#set(notice, { state: 'unroutable' })
      if (input.environment === 'production') this.#unroutable.push(notice.row)
      return notice
    }
    const silence = findSilence({ ...input, account: input.account })
    if (silence) {
      this.#set(notice, { silence })
      this.record(notice)
      return notice
    }
    this.#tell(notice, new Map(), telling)
    return notice
  }

  /** Records a silent notice: it is open, and says whom it would have reached. */
  record(notice: PendingNotice): void {
    const plan = planFor(this.#known.reach, notice.row)
    this.#set(notice, { state: 'open', wouldReach: plan ? listWouldReach(plan) : [] })
  }

  /** The same again, which tells nobody. */
  join(notice: PendingNotice, counts: boolean): void {
    this.#set(notice, { count: notice.row.count + (counts ? 1 : 0), lastSeenAt: this.at })
  }

  /** Mails a notice again that has stayed unanswered for long. Where nobody is left to mail it is unroutable. */
  async remind(notice: PendingNotice): Promise<void> {
    if (this.#gather(notice)) return
    const isMailed = this.#mail(notice, 'reminder', await this.#readStates(notice.row))
    if (!isMailed) this.#leaveUnroutable(notice)
  }

  /** Mails a notice that could not be mailed before. Failed addresses are tried again `bySomebody`'s word, or after long. */
  async route(notice: PendingNotice, { bySomebody = false } = {}): Promise<void> {
    const { row } = notice
    const { dueAt, escalateAt } = row
    const isKnown = row.state === 'unroutable' && !isLongAgo(row.lastMailAt, this.at)
    const states = await this.#readStates(row)
    this.#set(notice, {
      state: row.acknowledgedAt === null ? 'open' : 'acknowledged',
      silence: null,
      wouldReach: null,
      dueAt: null,
      escalateAt: null,
    })
    const isTriedAgain = bySomebody || !isKnown
    const counted = isTriedAgain ? new Map([...states].filter(([, state]) => state !== 'failed')) : states
    this.#tell(notice, counted, { staffKnow: bySomebody || isKnown })
    if (row.state !== 'unroutable') return
    // As long as it reaches nobody it is due when it was.
    this.#set(notice, { dueAt: dueAt ?? row.dueAt, escalateAt: escalateAt ?? row.escalateAt })
  }

  /** An answer, by whom. Once counts for everybody. What waits for staff, since its account is unknown, waits on. */
  acknowledge(notice: PendingNotice, as: string): void {
    const { state, accountId, acknowledgedAt } = notice.row
    if (acknowledgedAt !== null) return
    this.#set(notice, {
      state: accountId === null ? state : 'acknowledged',
      acknowledgedAt: this.at,
      acknowledgedAs: as,
      dueAt: null,
      escalateAt: null,
    })
  }

  /** The end of it. Where the route wants an answer even so, it stays due. */
  resolve(notice: PendingNotice): void {
    const { row } = notice
    const due = this.#known.routes.get(row.category)?.answerResolved ? row.dueAt : null
    this.#set(notice, {
      state: 'closed',
      slot: row.id,
      closedAt: this.at,
      closedHow: 'resolved',
      lastSeenAt: this.at,
      dueAt: due,
      escalateAt: null,
    })
  }

  /** Writes everything. */
  async finish(): Promise<void> {
    for (const { row, changes } of this.#changed) {
      if (changes) await this.#tx.update(notices).set(changes).where(eq(notices.id, row.id))
    }
    await insertRows(this.#tx, this.rows)
    if (this.#unroutable.length > 0) await mailUnroutable(this.#tx, this.#unroutable, this.at)
  }

  /** What became of the notice's messages, and of those that are not yet written. */
  async #readStates({ id }: OpenRow): Promise<RecipientStates> {
    const states = statesOf(await listTriedOfNotices(this.#tx, [id]))
    for (const { noticeId, recipient } of this.rows.deliveries) {
      if (noticeId === id) states.set(addressKey(recipient), 'trying')
    }
    return states
  }

  #tell(notice: PendingNotice, states: RecipientStates, { lane, staffKnow }: Telling): void {
    if (!lane && this.#gather(notice)) return
    const isMailed = this.#mail(notice, 'first', states, lane)
    if (!isMailed && staffKnow) this.#set(notice, { state: 'unroutable' })
    else if (!isMailed) this.#leaveUnroutable(notice)
    const { row } = notice
    const zone = this.#known.reach.reachables.get(row.accountId ?? '')?.zone ?? 'UTC'
    this.#set(notice, this.#known.deadlinesOf(row, zone))
  }

  /** Mails a notice singly; answers whether it reaches, or has reached, anybody whom it is for. */
  #mail(notice: PendingNotice, move: Move, states: RecipientStates, lane?: MailLane): boolean {
    const { row } = notice
    const { reach } = this.#known
    const mailing = { ...row, about: { noticeId: row.id } }
    const next = advance(mailing, move, { reach, states, at: this.at, ...(lane && { lane }) })
    if (next.deliveries.length > 0) {
      this.rows.deliveries.push(...next.deliveries)
      if (!lane) this.#known.storms.countTold(row)
      this.#set(notice, { lastMailAt: this.at })
    }
    if (next.kind !== 'nobody') this.#set(notice, { step: next.step })
    return next.kind !== 'nobody'
  }

  /** Nobody can be reached, and staff are told; again, as anybody is, where it stays so for long. */
  #leaveUnroutable(notice: PendingNotice): void {
    this.#set(notice, { state: 'unroutable', lastMailAt: this.at })
    this.#unroutable.push(notice.row)
  }

  /** Puts a mail of the notice into its group's digest where there is a storm; answers whether it did. */
  #gather(notice: PendingNotice): boolean {
    const digest = this.#known.storms.gather(notice.row, this.#known.reach)
    if (!digest) return false
    this.#set(notice, { lastMailAt: this.at, step: digest.step ?? null })
    this.#set(notice, this.#known.deadlinesOf(notice.row, digest.zone ?? 'UTC'))
    return true
  }

  #set(notice: PendingNotice, patch: Partial<NewNotice>): void {
    Object.assign(notice.row, patch)
    if (!notice.changes) return
    Object.assign(notice.changes, patch)
    this.#changed.add(notice)
  }
}

/** Opens one notice of a known account, by the same path as an event's, in the transaction of the command that causes it. */
export async function openNotice(
  tx: Writer,
  input: NoticeInput & { account: ReachedAccount },
  telling: { lane?: MailLane } = {},
): Promise<OpenRow> {
  const { account, category, environment } = input
  const groups = input.kind === 'event' ? [{ accountId: account.id, category, environment }] : []
  const writer = await NoticeWriter.begin(tx, { at: now(), groups, accounts: [account], people: true })
  const { row } = writer.open(input, telling)
  await writer.finish()
  return row
}
