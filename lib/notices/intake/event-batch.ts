import type { Reader, Writer } from '#/db/store/store.ts'
import type { EventOutcome } from '#/db/words/notices.ts'
import { findAccountsById, type ReachedAccount } from '#/lib/accounts/reachability/reachables.ts'
import { type Group, startOfFiring } from '#/lib/notices/notice/keys.ts'
import type { IncomingEvent } from '#/lib/notices/parsing/schema.ts'
import { findSilence } from '#/lib/notices/routing/routing.ts'
import { newId } from '#/lib/platform/values/ids.ts'
import { countsAgain, decideTrigger } from './joining.ts'
import {
  type EventSetting,
  type Incoming,
  inputOfEvent,
  keyOfInput,
  type NoticeInput,
} from './notice-input.ts'
import { NoticeWriter, type PendingNotice, toPending } from './notice-writer.ts'
import {
  listKnownKeys,
  listOpenByKey,
  listOpenOfSeries,
  listOpenOfSource,
  type OpenRow,
} from './open-notices.ts'

type Firing = NonNullable<IncomingEvent['firing']>
type Given = EventSetting & { at: number; incoming: readonly Incoming[] }

type Found = {
  accounts: ReadonlyMap<string, ReachedAccount>
  open: Iterable<OpenRow>
  knownKeys: Map<string, string>
}

/** The outcome of one event; `noticeId` is null if it changed nothing. */
export type IngestedEvent = {
  id: string
  noticeId: string | null
  dedupKey: string | null
  outcome: EventOutcome
}
type Taken = Omit<IngestedEvent, 'id'>

/** Applies a batch of events to their notices, in order. */
export class EventBatch {
  /** The notices that this batch resolved. */
  readonly resolved: string[] = []
  readonly #given: Given
  readonly #writer: NoticeWriter
  readonly #accounts: ReadonlyMap<string, ReachedAccount>
  readonly #openByKey = new Map<string, PendingNotice>()
  readonly #openByDedup = new Map<string, Set<PendingNotice>>()
  readonly #openBySeries = new Map<string, Set<PendingNotice>>()
  /** The latest known start of each series, among open notices and this batch. */
  readonly #latestOf = new Map<string, number>()
  readonly #knownKeys: Map<string, string>

  private constructor(given: Given, writer: NoticeWriter, found: Found) {
    this.#given = given
    this.#writer = writer
    this.#accounts = found.accounts
    for (const row of found.open) this.#keepOpen(toPending(row))
    this.#knownKeys = found.knownKeys
    for (const event of given.incoming) if ('firing' in event) this.#keepLatest(event.firing)
  }

  static async begin(tx: Writer, given: Given): Promise<EventBatch> {
    const inputs = given.incoming.map((event) => inputOfEvent(event, given, ''))
    const keyOf = inputs.map(keyOfInput)
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
    const groups = triggered.flatMap((index) => toGroup(openOf.get(keyOf[index] ?? '') ?? inputs[index]))
    const accounts = await findAccountsOf(tx, groups, inputs)
    const writer = await NoticeWriter.begin(tx, { at: given.at, groups, accounts: [...accounts.values()] })
    return new EventBatch(given, writer, { accounts, open: found.values(), knownKeys })
  }

  async take(event: Incoming, eventId: string): Promise<Taken> {
    const dedupKey = 'raw' in event ? null : (event.dedupKey ?? (event.action === 'trigger' ? newId() : null))
    const input = inputOfEvent(event, this.#given, dedupKey ?? '')
    const action = 'raw' in event ? 'trigger' : event.action
    const firing = 'raw' in event ? undefined : event.firing
    if (firing) this.#endEarlier(firing, input.dedupKey)
    const { noticeId, outcome } =
      action === 'trigger'
        ? await this.#trigger(input, firing)
        : this.#end(event as IncomingEvent, input, action)
    this.#writer.rows.events.push({
      id: eventId,
      sourceId: this.#given.source.id,
      format: this.#given.format,
      noticeId,
      action,
      outcome,
      dedupKey,
      summary: input.summary,
      eventKey: ('raw' in event ? null : event.identity) ?? null,
      occurredAt: input.occurredAt,
      receivedAt: this.#given.at,
    })
    return { noticeId, dedupKey, outcome }
  }

  finish(): Promise<void> {
    return this.#writer.finish()
  }

  /** A later firing of a series means that earlier ones are over, even without a resolve (formats.md). */
  #endEarlier({ series, startedAt }: Firing, dedupKey: string): void {
    for (const pending of this.#openBySeries.get(series) ?? []) {
      if (pending.row.dedupKey !== dedupKey && startOfFiring(pending.row) < startedAt) this.#resolve(pending)
    }
  }

  async #trigger(input: NoticeInput, firing?: Firing): Promise<Pick<Taken, 'noticeId' | 'outcome'>> {
    const { format, at } = this.#given
    const key = keyOfInput(input)
    const pending = this.#openByKey.get(key)
    const before = this.#knownKeys.get(key)
    // Staff may have routed it to another account than the sender names.
    const account = pending ? this.#accounts.get(pending.row.accountId ?? '') : input.account
    const decision = decideTrigger({
      open: pending?.row ?? null,
      closedBefore: before !== undefined,
      overtaken: firing !== undefined && firing.startedAt < (this.#latestOf.get(firing.series) ?? 0),
      format,
      silence: account ? findSilence({ ...(pending?.row ?? input), account }) : null,
      at,
    })
    if (decision === 'ignore') return { noticeId: before ?? null, outcome: 'ignored' }
    if (!pending || decision === 'open') {
      const opened = this.#writer.open(input)
      this.#keepOpen(opened)
      return { noticeId: opened.row.id, outcome: opened.row.state === 'unroutable' ? 'unroutable' : 'opened' }
    }
    const noticeId = pending.row.id
    this.#writer.join(pending, countsAgain(format))
    if (decision === 'remind') {
      await this.#writer.remind(pending)
      return { noticeId, outcome: pending.row.state === 'unroutable' ? 'unroutable' : 'reminded' }
    }
    // A notice of an unknown account waits for staff, however often it repeats.
    if (decision === 'route' && account) await this.#writer.route(pending)
    return { noticeId, outcome: 'joined' }
  }

  /** A resolve or an acknowledge; does nothing for an unknown problem. */
  #end(
    event: IncomingEvent,
    input: NoticeInput,
    action: 'resolve' | 'acknowledge',
  ): Pick<Taken, 'noticeId' | 'outcome'> {
    const named = this.#openByKey.get(keyOfInput(input))
    const alike = event.unsaid?.length ? [...(this.#openByDedup.get(event.dedupKey ?? '') ?? [])] : []
    const concerned = new Set(alike.filter(({ row }) => agrees(row, input, event)))
    if (named) concerned.add(named)
    for (const pending of concerned) {
      if (action === 'acknowledge') {
        this.#writer.acknowledge(pending, this.#given.source.name)
        continue
      }
      this.#resolve(pending)
    }
    const [first] = concerned
    if (!first) return { noticeId: null, outcome: 'ignored' }
    return { noticeId: first.row.id, outcome: action === 'resolve' ? 'resolved' : 'acknowledged' }
  }

  #resolve(pending: PendingNotice): void {
    const { id, key, dedupKey, series } = pending.row
    this.#writer.resolve(pending)
    this.resolved.push(id)
    this.#openByKey.delete(key)
    this.#openByDedup.get(dedupKey)?.delete(pending)
    if (series !== null) this.#openBySeries.get(series)?.delete(pending)
    this.#knownKeys.set(key, id)
  }

  #keepLatest({ series, startedAt }: Firing): void {
    this.#latestOf.set(series, Math.max(startedAt, this.#latestOf.get(series) ?? startedAt))
  }

  #keepOpen(pending: PendingNotice): void {
    const { key, dedupKey, series, sourceId } = pending.row
    this.#openByKey.set(key, pending)
    if (sourceId !== this.#given.source.id) return
    const same = this.#openByDedup.get(dedupKey) ?? new Set()
    this.#openByDedup.set(dedupKey, same.add(pending))
    if (series === null) return
    this.#openBySeries.set(series, (this.#openBySeries.get(series) ?? new Set()).add(pending))
    this.#keepLatest({ series, startedAt: startOfFiring(pending.row) })
  }
}

function isTrigger(event: Incoming | undefined): boolean {
  return event !== undefined && ('raw' in event || event.action === 'trigger')
}

function toGroup(
  concerned: Pick<OpenRow, 'accountId' | 'category' | 'environment'> | NoticeInput | undefined,
): Group[] {
  if (!concerned) return []
  const { category, environment } = concerned
  const accountId = 'accountId' in concerned ? concerned.accountId : (concerned.account?.id ?? null)
  return accountId === null ? [] : [{ accountId, category, environment }]
}

/** The accounts of the groups: the ones in events, and the ones to which staff have routed their notices. */
async function findAccountsOf(
  tx: Reader,
  groups: readonly Group[],
  inputs: readonly NoticeInput[],
): Promise<Map<string, ReachedAccount>> {
  const named = inputs.flatMap(({ account }) => (account ? [[account.id, account] as const] : []))
  const accounts = new Map<string, ReachedAccount>(named)
  const others = groups.flatMap(({ accountId }) => (accounts.has(accountId) ? [] : [accountId]))
  return new Map([...accounts, ...(await findAccountsById(tx, others))])
}

/** Whether an event with some parts unsaid means this open notice. */
function agrees(row: OpenRow, input: NoticeInput, { unsaid = [] }: IncomingEvent): boolean {
  return (
    (unsaid.includes('account') || names(input, row)) &&
    (unsaid.includes('category') || row.category === input.category) &&
    (unsaid.includes('environment') || row.environment === input.environment)
  )
}

function names({ account, accountText = '' }: NoticeInput, row: OpenRow): boolean {
  return account ? row.accountId === account.id : row.accountText === accountText
}
