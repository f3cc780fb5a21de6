import type { Reader, Writer } from '#/db/store/store.ts'
import type { ReachedAccount } from '#/lib/accounts/reachability/reachables.ts'
import { type Group, startOfFiring } from '#/lib/notices/notice/keys.ts'
import type { IncomingEvent } from '#/lib/notices/parsing/schema.ts'
import { findAccountsById } from '#/lib/notices/routing/named-accounts.ts'
import { findSilence } from '#/lib/notices/routing/routing.ts'
import { newId } from '#/lib/platform/values/ids.ts'
import type { AcceptedEvent } from './accepted-event.ts'
import { type EventSetting, type Incoming, seedOf } from './event-seed.ts'
import { Intake, type Working } from './intake.ts'
import {
  listKnownKeys,
  listOpenByKey,
  listOpenOfSeries,
  listOpenOfSource,
  type OpenRow,
} from './intake-rows.ts'
import { countsAgain, decideTrigger } from './joining.ts'
import { keyOfSeed, type NoticeSeed } from './seeds.ts'

type Firing = NonNullable<IncomingEvent['firing']>
type Given = EventSetting & { at: number; incoming: readonly Incoming[] }
type Taken = Pick<AcceptedEvent, 'noticeId' | 'dedupKey' | 'outcome'>

/** The notices that a batch of events concerns, and what each event does to them, in their order. */
export class Batch {
  /** Ids of the notices that the batch resolved. */
  readonly resolved: string[] = []
  readonly #given: Given
  readonly #intake: Intake
  readonly #accounts: ReadonlyMap<string, ReachedAccount>
  readonly #openByKey: Map<string, Working>
  readonly #openByDedup: Map<string, Set<Working>>
  readonly #openBySeries = new Map<string, Set<Working>>()
  /** The latest start that is known of each series, of an open notice or in the batch. */
  readonly #latestOf = new Map<string, number>()
  readonly #knownKeys: Map<string, string>

  private constructor(
    given: Given,
    intake: Intake,
    found: {
      accounts: ReadonlyMap<string, ReachedAccount>
      open: Iterable<OpenRow>
      knownKeys: Map<string, string>
    },
  ) {
    this.#given = given
    this.#intake = intake
    this.#accounts = found.accounts
    this.#openByKey = new Map()
    this.#openByDedup = new Map()
    for (const row of found.open) this.#keepOpen({ row, insert: null, changes: {} })
    this.#knownKeys = found.knownKeys
    for (const event of given.incoming) if ('firing' in event) this.#keepLatest(event.firing)
  }

  static async begin(tx: Writer, given: Given): Promise<Batch> {
    const seeds = given.incoming.map((event) => seedOf(event, given, ''))
    const keyOf = seeds.map(keyOfSeed)
    const keys = [...new Set(keyOf)]
    const open = await listOpenByKey(tx, keys)
    const openOf = new Map(open.map((row) => [row.key, row]))
    const unsaid = given.incoming.flatMap((event) =>
      'raw' in event || !event.unsaid?.length || !event.dedupKey ? [] : [event.dedupKey],
    )
    const ofSource = await listOpenOfSource(tx, given.source.id, [...new Set(unsaid)])
    const series = given.incoming.flatMap((event) => ('firing' in event ? [event.firing.series] : []))
    const ofSeries = await listOpenOfSeries(tx, given.source.id, [...new Set(series)])
    const found = new Map([...open, ...ofSource, ...ofSeries].map((row) => [row.id, row]))
    const others = keys.filter((key) => !openOf.has(key))
    const knownKeys =
      given.format === 'alertmanager' ? await listKnownKeys(tx, others) : new Map<string, string>()
    const triggered = given.incoming.flatMap((event, index) => (isTrigger(event) ? [index] : []))
    const groups = triggered.flatMap((index) => toGroup(openOf.get(keyOf[index] ?? '') ?? seeds[index]))
    const accounts = await findAccountsOf(tx, groups, seeds)
    const intake = await Intake.begin(tx, { at: given.at, groups, accounts: [...accounts.values()] })
    return new Batch(given, intake, { accounts, open: found.values(), knownKeys })
  }

  async take(event: Incoming, eventId: string): Promise<Taken> {
    const dedupKey = 'raw' in event ? null : (event.dedupKey ?? (event.action === 'trigger' ? newId() : null))
    const seed = seedOf(event, this.#given, dedupKey ?? '')
    const action = 'raw' in event ? 'trigger' : event.action
    const firing = 'raw' in event ? undefined : event.firing
    if (firing) this.#endEarlier(firing, seed.dedupKey)
    const { noticeId, outcome } =
      action === 'trigger'
        ? await this.#trigger(seed, firing)
        : this.#end(event as IncomingEvent, seed, action)
    this.#intake.rows.events.push({
      id: eventId,
      sourceId: this.#given.source.id,
      format: this.#given.format,
      noticeId,
      action,
      outcome,
      dedupKey,
      summary: seed.summary,
      eventKey: ('raw' in event ? null : event.identity) ?? null,
      occurredAt: seed.occurredAt,
      receivedAt: this.#given.at,
    })
    return { noticeId, dedupKey, outcome }
  }

  finish(): Promise<void> {
    return this.#intake.finish()
  }

  /** A later firing of the same series says that the earlier ones are over, though no resolve came (formats.md). */
  #endEarlier({ series, startedAt }: Firing, dedupKey: string): void {
    for (const working of this.#openBySeries.get(series) ?? []) {
      if (working.row.dedupKey !== dedupKey && startOfFiring(working.row) < startedAt) this.#resolve(working)
    }
  }

  async #trigger(seed: NoticeSeed, firing?: Firing): Promise<Pick<Taken, 'noticeId' | 'outcome'>> {
    const { format, at } = this.#given
    const key = keyOfSeed(seed)
    const working = this.#openByKey.get(key)
    const before = this.#knownKeys.get(key)
    // Staff may have routed it to another account than the sender still names.
    const account = working ? this.#accounts.get(working.row.accountId ?? '') : seed.account
    const decision = decideTrigger({
      open: working?.row ?? null,
      closedBefore: before !== undefined,
      overtaken: firing !== undefined && firing.startedAt < (this.#latestOf.get(firing.series) ?? 0),
      format,
      silence: account ? findSilence({ ...(working?.row ?? seed), account }) : null,
      at,
    })
    if (decision === 'ignore') return { noticeId: before ?? null, outcome: 'ignored' }
    if (!working || decision === 'open') {
      const opened = this.#intake.open(seed)
      this.#keepOpen(opened)
      return { noticeId: opened.row.id, outcome: opened.row.state === 'unroutable' ? 'unroutable' : 'opened' }
    }
    const noticeId = working.row.id
    this.#intake.join(working, countsAgain(format))
    if (decision === 'remind') {
      await this.#intake.remind(working)
      return { noticeId, outcome: working.row.state === 'unroutable' ? 'unroutable' : 'reminded' }
    }
    // One whose account is unknown waits for staff, however often it comes.
    if (decision === 'route' && account) await this.#intake.route(working)
    return { noticeId, outcome: 'joined' }
  }

  /** A resolve or an acknowledge. One for something unknown does nothing. */
  #end(
    event: IncomingEvent,
    seed: NoticeSeed,
    action: 'resolve' | 'acknowledge',
  ): Pick<Taken, 'noticeId' | 'outcome'> {
    const named = this.#openByKey.get(keyOfSeed(seed))
    const alike = event.unsaid?.length ? [...(this.#openByDedup.get(event.dedupKey ?? '') ?? [])] : []
    const concerned = new Set(alike.filter(({ row }) => agrees(row, seed, event)))
    if (named) concerned.add(named)
    for (const working of concerned) {
      if (action === 'acknowledge') {
        this.#intake.acknowledge(working, this.#given.source.name)
        continue
      }
      this.#resolve(working)
    }
    const [first] = concerned
    if (!first) return { noticeId: null, outcome: 'ignored' }
    return { noticeId: first.row.id, outcome: action === 'resolve' ? 'resolved' : 'acknowledged' }
  }

  #resolve(working: Working): void {
    const { id, key, dedupKey, series } = working.row
    this.#intake.resolve(working)
    this.resolved.push(id)
    this.#openByKey.delete(key)
    this.#openByDedup.get(dedupKey)?.delete(working)
    if (series !== null) this.#openBySeries.get(series)?.delete(working)
    this.#knownKeys.set(key, id)
  }

  #keepLatest({ series, startedAt }: Firing): void {
    this.#latestOf.set(series, Math.max(startedAt, this.#latestOf.get(series) ?? startedAt))
  }

  #keepOpen(working: Working): void {
    const { key, dedupKey, series, sourceId } = working.row
    this.#openByKey.set(key, working)
    if (sourceId !== this.#given.source.id) return
    const same = this.#openByDedup.get(dedupKey) ?? new Set()
    this.#openByDedup.set(dedupKey, same.add(working))
    if (series === null) return
    this.#openBySeries.set(series, (this.#openBySeries.get(series) ?? new Set()).add(working))
    this.#keepLatest({ series, startedAt: startOfFiring(working.row) })
  }
}

function isTrigger(event: Incoming | undefined): boolean {
  return event !== undefined && ('raw' in event || event.action === 'trigger')
}

function toGroup(
  concerned: Pick<OpenRow, 'accountId' | 'category' | 'environment'> | NoticeSeed | undefined,
): Group[] {
  if (!concerned) return []
  const { category, environment } = concerned
  const accountId = 'accountId' in concerned ? concerned.accountId : (concerned.account?.id ?? null)
  return accountId === null ? [] : [{ accountId, category, environment }]
}

/** The accounts of the groups: those that events name, and those that staff have routed their notices to. */
async function findAccountsOf(
  tx: Reader,
  groups: readonly Group[],
  seeds: readonly NoticeSeed[],
): Promise<Map<string, ReachedAccount>> {
  const named = seeds.flatMap(({ account }) => (account ? [[account.id, account] as const] : []))
  const accounts = new Map<string, ReachedAccount>(named)
  const others = groups.flatMap(({ accountId }) => (accounts.has(accountId) ? [] : [accountId]))
  return new Map([...accounts, ...(await findAccountsById(tx, others))])
}

/** Whether an open notice is the one meant by an event that leaves some parts unsaid. */
function agrees(row: OpenRow, seed: NoticeSeed, { unsaid = [] }: IncomingEvent): boolean {
  return (
    (unsaid.includes('account') || names(seed, row)) &&
    (unsaid.includes('category') || row.category === seed.category) &&
    (unsaid.includes('environment') || row.environment === seed.environment)
  )
}

function names({ account, accountText = '' }: NoticeSeed, row: OpenRow): boolean {
  return account ? row.accountId === account.id : row.accountText === accountText
}
