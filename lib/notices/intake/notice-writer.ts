import { eq } from 'drizzle-orm'
import { notices } from '#/db/schema/notices.ts'
import type { Writer } from '#/db/store/store.ts'
import type { MailLane } from '#/db/words/mail.ts'
import type { NoticeCategory, WouldReach } from '#/db/words/notices.ts'
import type { ReachedAccount } from '#/lib/accounts/reachability/reachables.ts'
import { fatesOf, listTriedOfNotices, newDeliveries } from '#/lib/notices/delivery/deliveries.ts'
import { notice as noticeMail } from '#/lib/notices/delivery/notice.ts'
import { tellStaffUnroutable } from '#/lib/notices/delivery/unroutable.ts'
import type { Group } from '#/lib/notices/notice/keys.ts'
import { dueAfter } from '#/lib/notices/routing/due.ts'
import { planFor, type Reach, type Routes, readReach, readRoutes } from '#/lib/notices/routing/reach.ts'
import {
  type Fates,
  findSilence,
  listCopies,
  listReminded,
  nextReach,
  type RoutePlan,
} from '#/lib/notices/routing/routing.ts'
import { readSettings } from '#/lib/platform/settings/queries.ts'
import { addressKey } from '#/lib/platform/values/address-key.ts'
import { minute, now } from '#/lib/platform/values/clock.ts'
import { type NewRows, insertRows, type NewNotice, noRows, type OpenRow } from './open-notices.ts'
import { isLongAgo } from './joining.ts'
import { type NoticeInput, rowOfInput } from './notice-input.ts'
import { Storms } from './storms.ts'

/** A notice as it is about to be, and what of that is not yet written. */
export type PendingNotice = { row: OpenRow; insert: NewNotice | null; changes: Partial<NewNotice> }

/** What a writer is going to need: the groups of its events, and the accounts whose people it may have to mail. */
export type Needs = {
  at: number
  groups: readonly Group[]
  accounts: readonly ReachedAccount[]
  /** The people of every account, whatever the groups. */
  people?: boolean
}

/**
 * How a notice is told. `lane`: of an announcement, which is told singly whatever storm there is, and is none itself.
 * `staffKnow`: that it reaches nobody is no news to staff.
 */
type Telling = { lane?: MailLane; staffKnow?: boolean }

/** What a writer has read. */
type Known = { storms: Storms; routes: Routes; reach: Reach; escalationMinutes: number }

/**
 * Opens notices, joins and tells them, in one transaction and with few statements however many they are: everything is
 * decided in memory, in the order of the events, and written by `finish`.
 */
export class NoticeWriter {
  readonly at: number
  readonly rows: NewRows
  readonly #tx: Writer
  readonly #known: Known
  readonly #changed = new Set<PendingNotice>()
  readonly #unroutable: OpenRow[] = []
  readonly #dueCache = new Map<string, number>()

  private constructor(tx: Writer, at: number, rows: NewRows, known: Known) {
    this.#tx = tx
    this.at = at
    this.rows = rows
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
    return new NoticeWriter(tx, at, rows, { storms, routes, reach, escalationMinutes })
  }

  /** Opens a notice and tells whom it concerns: at once, in a digest, or nobody where it is silent. */
  open(input: NoticeInput, telling: Telling = {}): PendingNotice {
    const insert: NewNotice = rowOfInput(input, this.at)
    const pending: PendingNotice = { row: { ...(insert as OpenRow) }, insert, changes: {} }
    this.rows.notices.push(insert)
    if (!input.account) {
      this.#set(pending, { state: 'unroutable' })
      if (input.environment === 'production') this.#unroutable.push(pending.row)
      return pending
    }
    const silence = findSilence({ ...input, account: input.account })
    if (silence) {
      this.#set(pending, { silence })
      this.record(pending, input)
      return pending
    }
    this.#tell(pending, this.#plan(pending.row, input), new Map(), telling)
    return pending
  }

  /** Records a silent notice: it is open, and says whom it would have reached. */
  record(pending: PendingNotice, input?: Pick<NoticeInput, 'testField'>): void {
    const plan = this.#plan(pending.row, input)
    this.#set(pending, { state: 'open', wouldReach: plan ? wouldReach(plan) : [] })
  }

  /** The same again, which tells nobody. */
  join(pending: PendingNotice, counts: boolean): void {
    this.#set(pending, { count: pending.row.count + (counts ? 1 : 0), lastSeenAt: this.at })
  }

  /** Mails a notice again that has stayed unanswered for long. Where nobody is left to mail it is unroutable. */
  async remind(pending: PendingNotice): Promise<void> {
    const { row } = pending
    if (this.#gather(pending)) return
    const plan = this.#plan(row)
    const reminded = plan && listReminded(plan, row.step ?? 0, await this.#readFates(row))
    if (!reminded) return this.#leaveUnroutable(pending)
    this.#known.storms.countTold(row)
    this.#deliver(row, 'reminder', reminded.recipients)
    this.#set(pending, { lastMailAt: this.at, step: reminded.step })
  }

  /**
   * Mails a notice that could not be mailed before, from the first step on. Addresses whose message has failed are tried again
   * `bySomebody` who says that they can be reached, or where that was long ago.
   */
  async route(pending: PendingNotice, { bySomebody = false } = {}): Promise<void> {
    const { row } = pending
    const { dueAt, escalateAt } = row
    const isKnown = row.state === 'unroutable' && !isLongAgo(row.lastMailAt, this.at)
    const fates = await this.#readFates(row)
    this.#set(pending, {
      state: row.acknowledgedAt === null ? 'open' : 'acknowledged',
      silence: null,
      wouldReach: null,
      dueAt: null,
      escalateAt: null,
    })
    const isTriedAgain = bySomebody || !isKnown
    const counted = isTriedAgain ? new Map([...fates].filter(([, fate]) => fate !== 'failed')) : fates
    this.#tell(pending, this.#plan(row), counted, { staffKnow: bySomebody || isKnown })
    if (row.state !== 'unroutable') return
    // As long as it reaches nobody it is due when it was.
    this.#set(pending, { dueAt: dueAt ?? row.dueAt, escalateAt: escalateAt ?? row.escalateAt })
  }

  /** An answer, by whom. Once counts for everybody. What waits for staff, since its account is unknown, waits on. */
  acknowledge(pending: PendingNotice, as: string): void {
    const { state, accountId, acknowledgedAt } = pending.row
    if (acknowledgedAt !== null) return
    this.#set(pending, {
      state: accountId === null ? state : 'acknowledged',
      acknowledgedAt: this.at,
      acknowledgedAs: as,
      dueAt: null,
      escalateAt: null,
    })
  }

  /** The end of it. Where the route wants an answer even so, it stays due. */
  resolve(pending: PendingNotice): void {
    const { row } = pending
    const due = this.#known.routes.get(row.category)?.answerResolved ? row.dueAt : null
    this.#set(pending, {
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
      await this.#tx.update(notices).set(changes).where(eq(notices.id, row.id))
    }
    await insertRows(this.#tx, this.rows)
    if (this.#unroutable.length > 0) await tellStaffUnroutable(this.#tx, this.#unroutable, this.at)
  }

  #plan(row: OpenRow, input?: Pick<NoticeInput, 'testField'>): RoutePlan | null {
    if (row.accountId === null) return null
    return planFor(this.#known.reach, {
      accountId: row.accountId,
      category: row.category,
      environment: row.environment,
      kind: row.kind,
      fromSource: row.origin === 'source',
      testField: input?.testField ?? null,
    })
  }

  /** What became of the notice's messages, and of those that are not yet written. */
  async #readFates({ id }: OpenRow): Promise<Fates> {
    const fates = fatesOf(await listTriedOfNotices(this.#tx, [id]))
    for (const { noticeId, recipient } of this.rows.deliveries) {
      if (noticeId === id) fates.set(addressKey(recipient), 'trying')
    }
    return fates
  }

  #tell(pending: PendingNotice, plan: RoutePlan | null, fates: Fates, { lane, staffKnow }: Telling = {}): void {
    const { row } = pending
    if (!lane && this.#gather(pending)) return
    const reach = plan ? nextReach(plan, null, fates) : { kind: 'nobody' as const }
    const mailed = reach.kind === 'mail' ? reach.recipients : []
    const copies = plan && fates.size === 0 ? listCopies(plan, mailed) : []
    if (mailed.length + copies.length > 0) {
      this.#deliver(row, 'notice', [...mailed, ...copies], lane)
      if (!lane) this.#known.storms.countTold(row)
      this.#set(pending, { lastMailAt: this.at })
    }
    if (reach.kind !== 'nobody') this.#set(pending, { step: reach.step })
    else if (staffKnow) this.#set(pending, { state: 'unroutable' })
    else this.#leaveUnroutable(pending)
    this.#setDue(pending, this.#zoneOf(row))
  }

  /** Nobody can be reached, and staff are told; again, as anybody is, where it stays so for long. */
  #leaveUnroutable(pending: PendingNotice): void {
    this.#set(pending, { state: 'unroutable', lastMailAt: this.at })
    this.#unroutable.push(pending.row)
  }

  /** Puts a mail of the notice into its group's digest where there is a storm; answers whether it did. */
  #gather(pending: PendingNotice): boolean {
    const { row } = pending
    const digest = this.#known.storms.gather(row, () => ({ plan: this.#plan(row), zone: this.#zoneOf(row) }))
    if (!digest) return false
    this.#set(pending, { lastMailAt: this.at, step: digest.step ?? null })
    this.#setDue(pending, digest.zone ?? 'UTC')
    return true
  }

  #deliver(
    row: OpenRow,
    part: 'notice' | 'reminder',
    recipients: Parameters<typeof newDeliveries>[0],
    lane?: MailLane,
  ): void {
    const made = newDeliveries(recipients, {
      mailing: { noticeId: row.id },
      template: noticeMail,
      part,
      category: row.category,
      accountId: row.accountId,
      zone: this.#zoneOf(row),
      at: this.at,
      ...(lane && { lane }),
    })
    this.rows.deliveries.push(...made)
  }

  /** When an answer is due, counted from when the notice was first told. */
  #setDue(pending: PendingNotice, zone: string): void {
    const { row } = pending
    if (row.kind !== 'event' || row.acknowledgedAt !== null) return
    if (row.dueAt === null) this.#set(pending, { dueAt: this.#dueIn(row.category, zone) })
    if (row.category === 'emergency' && row.escalateAt === null) {
      this.#set(pending, { escalateAt: this.at + this.#known.escalationMinutes * minute })
    }
  }

  #dueIn(category: NoticeCategory, zone: string): number {
    const days = this.#known.routes.get(category)?.answerDays ?? 2
    const key = `${days} ${zone}`
    const due = this.#dueCache.get(key) ?? dueAfter(this.at, days, zone)
    this.#dueCache.set(key, due)
    return due
  }

  #zoneOf({ accountId }: OpenRow): string {
    return (accountId && this.#known.reach.reachables.get(accountId)?.zone) || 'UTC'
  }

  #set(pending: PendingNotice, patch: Partial<NewNotice>): void {
    Object.assign(pending.row, patch)
    if (pending.insert) Object.assign(pending.insert, patch)
    else {
      Object.assign(pending.changes, patch)
      this.#changed.add(pending)
    }
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

/** The step that would have been taken, and the copies beside it. */
export function wouldReach(plan: RoutePlan): WouldReach {
  const reach = nextReach(plan, null, new Map())
  const mailed = reach.kind === 'mail' ? reach.recipients : []
  const copies = listCopies(plan, mailed)
  return [mailed, copies].flatMap((recipients) => {
    const [first] = recipients
    return first
      ? [{ step: first.step, purpose: first.purpose, addresses: recipients.map((one) => one.address) }]
      : []
  })
}
