import type { Writer } from '#/db/store/index.ts'
import type { EventFormat, IncomingEvent, UnreadableEvent } from '#/lib/events/schema.ts'
import { renderRaw } from '#/lib/events/text.ts'
import { hashSecret, newId } from '#/lib/ids.ts'
import type { EventSource } from '#/lib/sources/queries.ts'
import type { AcceptedEvent } from './accept.ts'
import { Intake, type Working } from './intake.ts'
import { listKnownKeys, listOpenByKey, listOpenOfSource, type OpenRow } from './intake-rows.ts'
import { countsAgain, decideTrigger } from './joining.ts'
import type { Group } from './keys.ts'
import type { ReachedAccount } from './reach.ts'
import { findSilence } from './routing.ts'
import { keyOfSeed, type NoticeSeed, unknownContent } from './seeds.ts'

type Incoming = IncomingEvent | UnreadableEvent
type Given = {
  source: EventSource
  format: EventFormat
  at: number
  accountsOf: ReadonlyMap<string, ReachedAccount>
  incoming: readonly Incoming[]
}
type Taken = Pick<AcceptedEvent, 'noticeId' | 'dedupKey' | 'outcome'>

/** The notices that a batch of events concerns, and what each event does to them, in their order. */
export class Batch {
  /** Ids of the notices that the batch resolved. */
  readonly resolved: string[] = []
  readonly #given: Given
  readonly #intake: Intake
  readonly #openByKey: Map<string, Working>
  readonly #openByDedup: Map<string, Set<Working>>
  readonly #knownKeys: Map<string, string>

  private constructor(given: Given, intake: Intake, open: OpenRow[], knownKeys: Map<string, string>) {
    this.#given = given
    this.#intake = intake
    this.#openByKey = new Map()
    this.#openByDedup = new Map()
    for (const row of open) this.#keepOpen({ row, insert: null, changes: {} })
    this.#knownKeys = knownKeys
  }

  static async begin(tx: Writer, given: Given): Promise<Batch> {
    const seeds = given.incoming.map((event) => seedOf(event, given, ''))
    const keys = [...new Set(seeds.map(keyOfSeed))]
    const open = await listOpenByKey(tx, keys)
    const unsaid = given.incoming.flatMap((event) =>
      'raw' in event || !event.unsaid?.length || !event.dedupKey ? [] : [event.dedupKey],
    )
    const ofSource = await listOpenOfSource(tx, given.source.id, [...new Set(unsaid)])
    const found = new Map([...open, ...ofSource].map((row) => [row.id, row]))
    const openKeys = new Set(open.map(({ key }) => key))
    const others = keys.filter((key) => !openKeys.has(key))
    const known =
      given.format === 'alertmanager' ? await listKnownKeys(tx, others) : new Map<string, string>()
    const triggered = seeds.filter(({ account }, index) => account && isTrigger(given.incoming[index]))
    const accounts = new Map(triggered.map(({ account }) => [account?.id ?? '', account as ReachedAccount]))
    const groups: Group[] = triggered.map((seed) => ({ ...seed, accountId: seed.account?.id ?? '' }))
    const intake = await Intake.begin(tx, {
      at: given.at,
      groups: groups.map(toGroup),
      accounts: [...accounts.values()],
    })
    return new Batch(given, intake, [...found.values()], known)
  }

  async take(event: Incoming, eventId: string): Promise<Taken> {
    const dedupKey = 'raw' in event ? null : (event.dedupKey ?? (event.action === 'trigger' ? newId() : null))
    const seed = seedOf(event, this.#given, dedupKey ?? '')
    const action = 'raw' in event ? 'trigger' : event.action
    const { noticeId, outcome } =
      action === 'trigger' ? await this.#trigger(seed) : this.#end(event as IncomingEvent, seed, action)
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

  async #trigger(seed: NoticeSeed): Promise<Pick<Taken, 'noticeId' | 'outcome'>> {
    const { format, at } = this.#given
    const key = keyOfSeed(seed)
    const working = this.#openByKey.get(key)
    const before = this.#knownKeys.get(key)
    const decision = decideTrigger({
      open: working?.row ?? null,
      closedBefore: before !== undefined,
      format,
      silence: seed.account && findSilence({ ...seed, account: seed.account }),
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
    if (decision === 'route' && seed.account) await this.#intake.route(working)
    return { noticeId, outcome: 'joined' }
  }

  /** A resolve or an acknowledge. One for something unknown does nothing. */
  #end(
    event: IncomingEvent,
    seed: NoticeSeed,
    action: 'resolve' | 'acknowledge',
  ): Pick<Taken, 'noticeId' | 'outcome'> {
    const concerned = event.unsaid?.length
      ? [...(this.#openByDedup.get(event.dedupKey ?? '') ?? [])].filter(({ row }) => agrees(row, seed, event))
      : [this.#openByKey.get(keyOfSeed(seed))].filter((working) => working !== undefined)
    for (const working of concerned) {
      if (action === 'acknowledge') {
        this.#intake.acknowledge(working, this.#given.source.name)
        continue
      }
      this.#intake.resolve(working)
      this.resolved.push(working.row.id)
      this.#openByKey.delete(working.row.key)
      this.#openByDedup.get(working.row.dedupKey)?.delete(working)
      this.#knownKeys.set(working.row.key, working.row.id)
    }
    const [first] = concerned
    if (!first) return { noticeId: null, outcome: 'ignored' }
    return { noticeId: first.row.id, outcome: action === 'resolve' ? 'resolved' : 'acknowledged' }
  }

  #keepOpen(working: Working): void {
    const { key, dedupKey, sourceId } = working.row
    this.#openByKey.set(key, working)
    if (sourceId !== this.#given.source.id) return
    const same = this.#openByDedup.get(dedupKey) ?? new Set()
    this.#openByDedup.set(dedupKey, same.add(working))
  }
}

function isTrigger(event: Incoming | undefined): boolean {
  return event !== undefined && ('raw' in event || event.action === 'trigger')
}

function toGroup({ accountId, category, environment }: Group): Group {
  return { accountId, category, environment }
}

/** Whether an open notice is the one meant by an event that leaves some parts unsaid. */
function agrees(row: OpenRow, seed: NoticeSeed, { unsaid = [] }: IncomingEvent): boolean {
  return (
    (unsaid.includes('account') || row.accountId === (seed.account?.id ?? null)) &&
    (unsaid.includes('category') || row.category === seed.category) &&
    (unsaid.includes('environment') || row.environment === seed.environment)
  )
}

/** The notice an event would open. */
function seedOf(event: Incoming, { source, format, accountsOf }: Given, dedupKey: string): NoticeSeed {
  const common = { origin: 'source', kind: 'event', sourceId: source.id, format } as const
  if ('raw' in event) {
    const { raw, reason } = event
    const seed = { ...unknownContent, ...common, summary: '', account: null, raw, problem: reason }
    return { ...seed, dedupKey: hashSecret(raw) }
  }
  const { category, environment, severity, summary, details, meaning, remedy, links, occurredAt } = event
  const content = { category, environment, severity, summary, details, meaning, remedy, links, occurredAt }
  const seed = { ...content, ...common, dedupKey: event.dedupKey ?? dedupKey }
  const account = accountsOf.get(event.account)
  if (account) return { ...seed, account }
  const raw = event.original === undefined ? null : renderRaw(event.original)
  const problem = event.account ? 'unknown-account' : 'no-account'
  return { ...seed, account: null, accountText: event.account, raw, problem }
}
