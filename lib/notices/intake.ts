import { eq } from 'drizzle-orm'
import { notices } from '#/db/schema/notices.ts'
import type { Writer } from '#/db/store/index.ts'
import { newId } from '#/lib/ids.ts'
import { readSettings } from '#/lib/settings/queries.ts'
import { fatesOf, listTriedOfNotices, type NewDelivery, newDeliveries } from './deliveries.ts'
import { dueAfter } from './due.ts'
import {
  type IntakeRows,
  insertRows,
  listGathering,
  type NewDigest,
  type NewNotice,
  type OpenRow,
  readRates,
} from './intake-rows.ts'
import { digestMargin, digestSpan, isGathered, withTold } from './joining.ts'
import { digestKey, type Group, rateKey } from './keys.ts'
import { planFor, type Reach, type ReachedAccount, type Routes, readReach, readRoutes } from './reach.ts'
import { findSilence, listCopies, listReminded, nextReach, type RoutePlan } from './routing.ts'
import type { NoticeCategory, WouldReach } from './schema.ts'
import { type NoticeSeed, rowOfSeed } from './seeds.ts'
import { tellStaffUnroutable } from './unroutable.ts'

/** A notice in the hands of an intake: as it will be after it, and what of that is not yet written. */
export type Working = { row: OpenRow; insert: NewNotice | null; changes: Partial<NewNotice> }

/** What an intake is going to need: the groups of its events, and the accounts whose people it may have to mail. */
export type IntakeNeeds = {
  at: number
  groups: readonly Group[]
  accounts: readonly ReachedAccount[]
  /** The people of every account, whatever the groups. */
  people?: boolean
}

/**
 * Opens notices, joins and tells them, in one transaction and with few statements however many they are: everything is
 * decided in memory, in the order of the events, and written by `finish`.
 */
export class Intake {
  readonly at: number
  readonly #tx: Writer
  readonly #routes: Routes
  readonly #reach: Reach
  readonly #escalationMinutes: number
  readonly #rates: Map<string, number[]>
  readonly #gathering: Map<string, Pick<NewDigest, 'id' | 'step' | 'zone'>>
  readonly #changed = new Set<Working>()
  readonly #unroutable: string[] = []
  readonly #dueCache = new Map<string, number>()
  readonly rows: IntakeRows = {
    digests: [],
    notices: [],
    deliveries: [],
    digestNotices: [],
    events: [],
    rates: new Map(),
  }

  private constructor(
    tx: Writer,
    needs: IntakeNeeds,
    read: {
      routes: Routes
      reach: Reach
      escalationMinutes: number
      rates: Map<string, number[]>
      gathering: Map<string, Pick<NewDigest, 'id' | 'step' | 'zone'>>
    },
  ) {
    this.#tx = tx
    this.at = needs.at
    this.#routes = read.routes
    this.#reach = read.reach
    this.#escalationMinutes = read.escalationMinutes
    this.#rates = read.rates
    this.#gathering = read.gathering
  }

  /** Reads what the intake needs. People are not read of accounts whose every group is in a storm that is being gathered. */
  static async begin(tx: Writer, needs: IntakeNeeds): Promise<Intake> {
    const groups = [...new Map(needs.groups.map((group) => [rateKey(group), group])).values()]
    const rates = await readRates(tx, groups.map(rateKey))
    const gathering = await listGathering(
      tx,
      groups.map((group) => digestKey('notices', group)),
      needs.at,
    )
    const calm = new Set(
      groups
        .filter(
          (group) =>
            !gathering.has(digestKey('notices', group)) ||
            !isGathered(rates.get(rateKey(group)) ?? [], group.category, 'event', needs.at),
        )
        .map(({ accountId }) => accountId),
    )
    const reached = needs.accounts.filter(
      ({ id, state }) => needs.people || calm.has(id) || state === 'paused',
    )
    const reach = await readReach(tx, reached)
    const { escalationMinutes } = await readSettings(tx)
    const routes = reached.length > 0 ? reach.routes : await readRoutes(tx)
    return new Intake(tx, needs, { routes, reach, escalationMinutes, rates, gathering })
  }

  /** Opens a notice and tells whom it concerns: at once, in a digest, or nobody where it is silent. */
  open(seed: NoticeSeed): Working {
    const insert: NewNotice = rowOfSeed(seed, this.at)
    const working: Working = { row: { ...(insert as OpenRow) }, insert, changes: {} }
    this.rows.notices.push(insert)
    if (!seed.account) {
      this.#set(working, { state: 'unroutable' })
      if (seed.environment === 'production') this.#unroutable.push(working.row.id)
      return working
    }
    const silence = findSilence({ ...seed, account: seed.account })
    if (silence) {
      this.#set(working, { silence })
      this.record(working, seed)
      return working
    }
    this.#tell(working, this.#plan(working.row, seed), new Map())
    return working
  }

  /** Records a silent notice: it is open, and says whom it would have reached. */
  record(working: Working, seed?: Pick<NoticeSeed, 'testField'>): void {
    const plan = this.#plan(working.row, seed)
    this.#set(working, { state: 'open', wouldReach: plan ? wouldReach(plan) : [] })
  }

  /** The same again, which tells nobody. */
  join(working: Working, counts: boolean): void {
    this.#set(working, { count: working.row.count + (counts ? 1 : 0), lastSeenAt: this.at })
  }

  /** Mails a notice again that has stayed unanswered for long. */
  async remind(working: Working): Promise<void> {
    const { row } = working
    if (this.#gather(working)) return
    const plan = this.#plan(row)
    const fates = fatesOf(await listTriedOfNotices(this.#tx, [row.id]))
    const reminded = plan && listReminded(plan, row.step ?? 0, fates)
    if (!reminded) return
    this.#countTold(row)
    this.#deliver(row, 'reminder', reminded.recipients)
    this.#set(working, { lastMailAt: this.at, step: reminded.step })
  }

  /**
   * Mails a notice that could not be mailed before. `retryFailed`: also to addresses whose message has failed, since
   * somebody says that they can be reached again.
   */
  async route(working: Working, { retryFailed = false } = {}): Promise<void> {
    const { row } = working
    const fates = fatesOf(await listTriedOfNotices(this.#tx, [row.id]))
    this.#set(working, {
      state: row.acknowledgedAt === null ? 'open' : 'acknowledged',
      silence: null,
      wouldReach: null,
    })
    const counted = retryFailed ? new Map([...fates].filter(([, fate]) => fate !== 'failed')) : fates
    this.#tell(working, this.#plan(row), counted)
  }

  /** An answer, by whom. Once counts for everybody. */
  acknowledge(working: Working, as: string): void {
    if (working.row.acknowledgedAt !== null) return
    this.#set(working, { state: 'acknowledged', acknowledgedAt: this.at, dueAt: null, escalateAt: null })
    this.#set(working, { acknowledgedAs: as })
  }

  /** The end of it. Where the route wants an answer even so, it stays due. */
  resolve(working: Working): void {
    const { row } = working
    const due = this.#routes.get(row.category)?.answerResolved ? row.dueAt : null
    this.#set(working, {
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

  #plan(row: OpenRow, seed?: Pick<NoticeSeed, 'testField'>): RoutePlan | null {
    if (row.accountId === null) return null
    return planFor(this.#reach, {
      accountId: row.accountId,
      category: row.category,
      environment: row.environment,
      kind: row.kind,
      fromSource: row.origin === 'source',
      testField: seed?.testField ?? null,
    })
  }

  #tell(working: Working, plan: RoutePlan | null, fates: ReturnType<typeof fatesOf>): void {
    const { row } = working
    if (this.#gather(working)) return
    const reach = plan ? nextReach(plan, row.step, fates) : { kind: 'nobody' as const }
    const mailed = reach.kind === 'mail' ? reach.recipients : []
    const copies = plan && fates.size === 0 ? listCopies(plan, mailed) : []
    this.#deliver(row, 'notice', [...mailed, ...copies])
    this.#countTold(row)
    if (mailed.length + copies.length > 0) this.#set(working, { lastMailAt: this.at })
    if (reach.kind === 'nobody') {
      this.#set(working, { state: 'unroutable' })
      this.#unroutable.push(row.id)
    } else this.#set(working, { step: reach.step })
    this.#setDue(working, this.#zoneOf(row))
  }

  /** Puts a mail of the notice into its group's digest where there is a storm; answers whether it did. */
  #gather(working: Working): boolean {
    const group = groupOf(working.row)
    if (!group) return false
    const told = this.#rates.get(rateKey(group)) ?? []
    if (!isGathered(told, group.category, working.row.kind, this.at)) return false
    const digest = this.#gathering.get(digestKey('notices', group)) ?? this.#openDigest(working.row, group)
    if (!digest) return false
    this.#countTold(working.row)
    this.rows.digestNotices.push({ digestId: digest.id, noticeId: working.row.id })
    this.#set(working, { lastMailAt: this.at, step: digest.step ?? null })
    this.#setDue(working, digest.zone ?? 'UTC')
    return true
  }

  #openDigest(row: OpenRow, group: Group): NewDigest | null {
    const plan = this.#plan(row)
    const reach = plan ? nextReach(plan, null, new Map()) : null
    if (reach?.kind !== 'mail') return null
    const digest: NewDigest = {
      id: newId(),
      key: digestKey('notices', group),
      kind: 'notices',
      ...group,
      step: reach.step,
      zone: this.#zoneOf(row),
      gathersUntil: this.at + digestSpan - digestMargin,
      dueAt: this.at + digestSpan,
      createdAt: this.at,
    }
    this.rows.digests.push(digest)
    this.#gathering.set(digest.key, digest)
    this.rows.deliveries.push(
      ...newDeliveries(reach.recipients, {
        mailing: { digestId: digest.id },
        template: 'notice-digest',
        part: 'notice',
        ...group,
        zone: digest.zone ?? 'UTC',
        at: this.at,
        dueAt: digest.dueAt,
      }),
    )
    return digest
  }

  #deliver(row: OpenRow, part: 'notice' | 'reminder', recipients: Parameters<typeof newDeliveries>[0]): void {
    const made: NewDelivery[] = newDeliveries(recipients, {
      mailing: { noticeId: row.id },
      template: 'notice',
      part,
      category: row.category,
      accountId: row.accountId,
      zone: this.#zoneOf(row),
      at: this.at,
    })
    this.rows.deliveries.push(...made)
  }

  #countTold(row: OpenRow): void {
    const group = groupOf(row)
    if (!group || row.kind !== 'event') return
    const key = rateKey(group)
    const told = withTold(this.#rates.get(key) ?? [], this.at)
    this.#rates.set(key, told)
    this.rows.rates.set(key, told)
  }

  /** When an answer is due, counted from when the notice could first be told. */
  #setDue(working: Working, zone: string): void {
    const { row } = working
    if (row.kind !== 'event' || row.acknowledgedAt !== null) return
    if (row.dueAt === null) this.#set(working, { dueAt: this.#dueIn(row.category, zone) })
    if (row.category === 'emergency' && row.escalateAt === null) {
      this.#set(working, { escalateAt: this.at + this.#escalationMinutes * 60_000 })
    }
  }

  #dueIn(category: NoticeCategory, zone: string): number {
    const days = this.#routes.get(category)?.answerDays ?? 2
    const key = `${days} ${zone}`
    const due = this.#dueCache.get(key) ?? dueAfter(this.at, days, zone)
    this.#dueCache.set(key, due)
    return due
  }

  #zoneOf({ accountId }: OpenRow): string {
    return (accountId && this.#reach.reachables.get(accountId)?.zone) || 'UTC'
  }

  #set(working: Working, patch: Partial<NewNotice>): void {
    Object.assign(working.row, patch)
    if (working.insert) Object.assign(working.insert, patch)
    else {
      Object.assign(working.changes, patch)
      this.#changed.add(working)
    }
  }
}

function groupOf({ accountId, category, environment }: OpenRow): Group | null {
  return accountId === null ? null : { accountId, category, environment }
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
