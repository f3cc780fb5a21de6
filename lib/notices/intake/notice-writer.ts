import { notices } from '#/db/schema/notices.ts'
import { assertExclusive, type Writer } from '#/db/store/store.ts'
import { updateMany } from '#/db/store/update-many.ts'
import type { MailLane } from '#/db/words/mail.ts'
import type { PointKey } from '#/db/words/points.ts'
import type { ReachedAccount } from '#/lib/accounts/reachability/reachables.ts'
import { listTriedOfEach, statesOf } from '#/lib/notices/delivery/deliveries.ts'
import { advance } from '#/lib/notices/delivery/mailing.ts'
import { mailUnroutable } from '#/lib/notices/delivery/unroutable.ts'
import { closedColumns, type Group, withoutTurns } from '#/lib/notices/notice/keys.ts'
import { planFor, type Reach, readReach, zoneOfAccount } from '#/lib/notices/routing/reach.ts'
import {
  defineDeadlines,
  findSilence,
  type Move,
  type RecipientStates,
  toWouldReach,
} from '#/lib/notices/routing/routing.ts'
import { readSettings } from '#/lib/platform/settings/queries.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { addressKey } from '#/lib/platform/values/fold.ts'
import { isLongAgo } from './joining.ts'
import { type NoticeInput, rowOfInput } from './notice-input.ts'
import { insertRows, type NewNotice, type NewRows, noRows, type OpenRow } from './open-notices.ts'
import { Storms } from './storms.ts'

/** A notice in memory. `changes`: unsaved columns; null if the notice itself is unsaved. */
export type PendingNotice = { row: OpenRow; changes: Partial<NewNotice> | null }

/** A stored notice without changes. */
export function toPending(row: OpenRow): PendingNotice {
  return { row, changes: {} }
}

/** What a writer will need: its events' groups, and the accounts it may mail. */
type Needs = { at: number; groups: readonly Group[]; accounts: readonly ReachedAccount[] }

/** `lane`: of an announcement, which takes no part in storms. `staffKnow`: staff need no mail if it fails. */
/** `only`: of a test, the one point that gets it. */
type MailOptions = { lane?: MailLane; staffKnow?: boolean; only?: PointKey | undefined }

type Known = {
  at: number
  rows: NewRows
  storms: Storms
  reach: Reach
  deadlinesOf: ReturnType<typeof defineDeadlines>
}

/** Opens, joins and mails notices in one transaction: decides in memory, in order of events; `finish` writes. */
export class NoticeWriter {
  readonly #tx: Writer
  readonly #known: Known
  readonly #changed = new Set<PendingNotice>()
  readonly #unroutable: OpenRow[] = []

  private constructor(tx: Writer, known: Known) {
    this.#tx = tx
    this.#known = known
  }

  get rows(): NewRows {
    return this.#known.rows
  }

  get reach(): Reach {
    return this.#known.reach
  }

  /** Reads what it needs, without the people of accounts whose groups all gather in a storm. */
  static async begin(tx: Writer, { at, groups, accounts }: Needs): Promise<NoticeWriter> {
    assertExclusive()
    const rows = noRows()
    const storms = await Storms.read(tx, groups, at, rows)
    const groupsOf = Map.groupBy(groups, ({ accountId }) => accountId)
    const needsNobody = ({ id, state }: ReachedAccount) =>
      state !== 'paused' && groupsOf.get(id)?.every((group) => storms.isGathering(group))
    const reached = accounts.filter((account) => !needsNobody(account))
    const reach = await readReach(tx, reached)
    const { escalationMinutes } = await readSettings(tx)
    const deadlinesOf = defineDeadlines({ at, routes: reach.routes, escalationMinutes })
    return new NoticeWriter(tx, { at, rows, storms, reach, deadlinesOf })
  }

  /** Opens a notice and mails its recipients: individually, in a digest, or not at all if silent. */
  open(input: NoticeInput, options: MailOptions = {}): PendingNotice {
    const row = rowOfInput(input, this.#known.at)
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
    this.#mailFirst(notice, this.#statesBeside(notice, options.only), options)
    return notice
  }

  /** Records a silent notice as open with who it would have reached. */
  record(notice: PendingNotice): void {
    const plan = planFor(this.#known.reach, notice.row)
    this.#set(notice, { state: 'open', wouldReach: plan ? toWouldReach(plan) : [] })
  }

  /** Repeats a notice without mail. */
  join(notice: PendingNotice, counts: boolean): void {
    this.#set(notice, { count: notice.row.count + (counts ? 1 : 0), lastSeenAt: this.#known.at })
  }

  /** Reminds of a long unanswered notice, which turns unroutable if nobody can be reached. */
  async remind(notice: PendingNotice): Promise<void> {
    if (this.#gather(notice)) return
    const isMailed = this.#mail(notice, 'reminder', await this.#readStates(notice.row))
    if (!isMailed) return this.#leaveUnroutable(notice)
    // Another step may have it now.
    this.#set(notice, { repeatAt: notice.row.repeatAt ?? this.#known.at })
  }

  /** Mails a notice that had no mail. Retries failed addresses after long, or at once for staff (`bySomebody`). */
  async route(notice: PendingNotice, { bySomebody = false } = {}): Promise<void> {
    const { row } = notice
    const { dueAt, escalateAt } = row
    const isKnown = row.state === 'unroutable' && !isLongAgo(row.lastMailAt, this.#known.at)
    const states = await this.#readStates(row)
    this.#set(notice, {
      state: row.acknowledgedAt === null ? 'open' : 'acknowledged',
      silence: null,
      wouldReach: null,
      dueAt: null,
      ...withoutTurns,
    })
    const isTriedAgain = bySomebody || !isKnown
    const counted = isTriedAgain ? new Map([...states].filter(([, state]) => state !== 'failed')) : states
    this.#mailFirst(notice, counted, { staffKnow: bySomebody || isKnown })
    if (row.state !== 'unroutable') return
    // Keeps its deadlines until it reaches somebody.
    this.#set(notice, { dueAt: dueAt ?? row.dueAt, escalateAt: escalateAt ?? row.escalateAt })
  }

  /** Records the first answer and by whom; returns whether it is. A notice of an unknown account still waits for staff. */
  acknowledge(notice: PendingNotice, as: string): boolean {
    const { state, accountId, acknowledgedAt, dueAt, escalateAt } = notice.row
    if (acknowledgedAt !== null) return false
    const isKnown = accountId !== null
    this.#set(notice, {
      ...(isKnown && { unansweredState: state, unansweredDueAt: dueAt, unansweredEscalateAt: escalateAt }),
      state: isKnown ? 'acknowledged' : state,
      acknowledgedAt: this.#known.at,
      acknowledgedAs: as,
      dueAt: null,
      ...withoutTurns,
    })
    return true
  }

  /** Ends the notice. It stays due if its route requires an answer. */
  resolve(notice: PendingNotice): void {
    const { row } = notice
    const dueAt = this.#known.reach.routes.get(row.category)?.answerResolved ? row.dueAt : null
    this.#set(notice, {
      ...closedColumns(row.id, 'resolved', this.#known.at),
      lastSeenAt: this.#known.at,
      dueAt,
    })
  }

  async finish(): Promise<void> {
    await updateMany(
      this.#tx,
      notices,
      [...this.#changed].map(({ row, changes }) => ({ ...changes, id: row.id })),
    )
    await insertRows(this.#tx, this.rows)
    if (this.#unroutable.length > 0) await mailUnroutable(this.#tx, this.#unroutable, this.#known.at)
  }

  /** The states of the notice's messages, in digests too, including unwritten ones. */
  async #readStates({ id }: OpenRow): Promise<RecipientStates> {
    const states = statesOf((await listTriedOfEach(this.#tx, [id])).get(id) ?? [])
    for (const { noticeId, recipient } of this.rows.deliveries) {
      if (noticeId === id) states.set(addressKey(recipient), 'trying')
    }
    return states
  }

  /** All others count as failed, so that the first message goes to this point alone. */
  #statesBeside({ row }: PendingNotice, only?: PointKey): RecipientStates {
    const plan = only === undefined ? null : planFor(this.#known.reach, row)
    const others = plan?.steps.flatMap(({ recipients }) => recipients).filter(({ key }) => key !== only)
    return new Map(others?.map(({ key }) => [key, 'failed']))
  }

  #mailFirst(notice: PendingNotice, states: RecipientStates, { lane, staffKnow }: MailOptions): void {
    if (!lane && this.#gather(notice)) return
    const isMailed = this.#mail(notice, 'first', states, lane)
    if (!isMailed && staffKnow) this.#set(notice, { state: 'unroutable' })
    else if (!isMailed) this.#leaveUnroutable(notice)
    const { row } = notice
    this.#set(notice, this.#known.deadlinesOf(row, zoneOfAccount(this.#known.reach, row.accountId)))
  }

  /** Mails a notice singly; returns whether it reaches, or has reached, its own recipients. */
  #mail(notice: PendingNotice, move: Move, states: RecipientStates, lane?: MailLane): boolean {
    const { row } = notice
    const { reach } = this.#known
    const mailing = { ...row, about: { noticeId: row.id } }
    const next = advance(mailing, move, { reach, states, at: this.#known.at, ...(lane && { lane }) })
    if (next.deliveries.length > 0) {
      const { storms } = this.#known
      this.rows.deliveries.push(...(lane ? next.deliveries : storms.gatherTexts(row, next.deliveries)))
      if (!lane) storms.countMailed(row)
      this.#set(notice, { lastMailAt: this.#known.at })
    }
    if (next.kind !== 'nobody') this.#set(notice, { step: next.step })
    return next.kind !== 'nobody'
  }

  /** Notifies staff that nobody can be reached, and reminds them like any recipient. */
  #leaveUnroutable(notice: PendingNotice): void {
    this.#set(notice, { state: 'unroutable', lastMailAt: this.#known.at })
    this.#unroutable.push(notice.row)
  }

  /** During a storm puts the mail into its group's digest; returns whether it did. */
  #gather(notice: PendingNotice): boolean {
    const digest = this.#known.storms.gather(notice.row, this.#known.reach)
    if (!digest) return false
    this.#set(notice, { lastMailAt: this.#known.at, step: digest.step ?? null })
    this.#set(notice, this.#known.deadlinesOf(notice.row, digest.zone ?? 'UTC', digest.dueAt))
    return true
  }

  #set(notice: PendingNotice, patch: Partial<NewNotice>): void {
    Object.assign(notice.row, patch)
    if (!notice.changes) return
    Object.assign(notice.changes, patch)
    this.#changed.add(notice)
  }
}

/** Opens one notice of a known account like an event's, in the caller's transaction. */
export async function openNotice(
  tx: Writer,
  input: NoticeInput & { account: ReachedAccount },
  options: Pick<MailOptions, 'lane' | 'only'> = {},
): Promise<OpenRow> {
  const { account, category, environment } = input
  const groups = input.kind === 'event' ? [{ accountId: account.id, category, environment }] : []
  const writer = await NoticeWriter.begin(tx, { at: now(), groups, accounts: [account] })
  const { row } = writer.open(input, options)
  await writer.finish()
  return row
}
