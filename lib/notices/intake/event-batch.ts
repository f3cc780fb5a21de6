import type { Writer } from '#/db/store/store.ts'
import type { EventOutcome } from '#/db/words/notices.ts'
import { lockAccounts, type ReachedAccount } from '#/lib/accounts/reachability/reachables.ts'
import { type Group, groupOf } from '#/lib/notices/notice/keys.ts'
import { parseInstant } from '#/lib/notices/parsing/instant.ts'
import type { IncomingEvent } from '#/lib/notices/parsing/schema.ts'
import { findSilence } from '#/lib/notices/routing/routing.ts'
import { newId } from '#/lib/platform/values/ids.ts'
import { decideTrigger, raisesCount } from './joining.ts'
import type { EventSetting, NoticeInput, ReportedEvent } from './notice-input.ts'
import { NoticeWriter, type PendingNotice, toPending } from './notice-writer.ts'
import {
  listKnownKeys,
  listOpenByKey,
  listOpenOfSeries,
  listOpenOfSource,
  lockOpen,
  type OpenRow,
} from './open-notices.ts'

type Firing = NonNullable<IncomingEvent['firing']>
type Given = Omit<EventSetting, 'accountsOf'> & { at: number; reported: readonly ReportedEvent[] }

type Found = {
  accounts: ReadonlyMap<string, ReachedAccount>
  open: Iterable<OpenRow>
  former: readonly OpenRow[]
  knownKeys: Map<string, string>
}

/** The outcome of one event; `noticeId` is null if it changed nothing. */
export type IngestedEvent = {
  id: string
  noticeId: string | null
  dedupKey: string | null
  outcome: EventOutcome
}
type Taken = Pick<IngestedEvent, 'noticeId' | 'outcome'>

/** Applies a batch of events to their notices, in order. */
export class EventBatch {
  /** The notices that this batch resolved. */
  readonly resolved: string[] = []
  /** Those that it answered. */
  readonly acknowledged: string[] = []
  readonly #given: Given
  readonly #writer: NoticeWriter
  readonly #accounts: ReadonlyMap<string, ReachedAccount>
  readonly #openByKey = new Map<string, PendingNotice>()
  readonly #openByDedup = new Map<string, Set<PendingNotice>>()
  readonly #openBySeries = new Map<string, Set<PendingNotice>>()
  /** Notices of other sources from before the source was part of the key: only a resolve still matches them. */
  readonly #formerByKey: Map<string, PendingNotice>
  /** The latest known start of each series, among open notices and this batch. */
  readonly #latestOf = new Map<string, number>()
  readonly #knownKeys: Map<string, string>

  private constructor(given: Given, writer: NoticeWriter, found: Found) {
    this.#given = given
    this.#writer = writer
    this.#accounts = found.accounts
    for (const row of found.open) this.#keepOpen(toPending(row))
    this.#formerByKey = new Map(found.former.map((row) => [row.key, toPending(row)]))
    this.#knownKeys = found.knownKeys
    for (const { firing } of given.reported) if (firing) this.#keepLatest(firing)
  }

  static async begin(tx: Writer, given: Given): Promise<EventBatch> {
    const { source, format, reported, at } = given
    const keys = [...new Set(reported.map(({ key }) => key))]
    const byKey = await listOpenByKey(tx, keys, source.id)
    const unsaid = reported.flatMap(({ unsaid, dedupKey }) => (unsaid?.length && dedupKey ? [dedupKey] : []))
    const ofSource = await listOpenOfSource(tx, source.id, [...new Set(unsaid)])
    const series = reported.flatMap(({ firing }) => (firing ? [firing.series] : []))
    const ofSeries = await listOpenOfSeries(tx, source.id, [...new Set(series)])
    const concerned = [...byKey.own, ...byKey.former, ...ofSource, ...ofSeries]
    const held = await lockOpen(tx, concerned)
    const stillOpen = (rows: readonly OpenRow[]) => rows.flatMap(({ id }) => held.get(id) ?? [])
    const [open, former] = [stillOpen(byKey.own), stillOpen(byKey.former)]
    const found = new Map(stillOpen([...open, ...ofSource, ...ofSeries]).map((row) => [row.id, row]))
    const openKeys = new Set(open.map(({ key }) => key))
    const others = format === 'alertmanager' ? keys.filter((key) => !openKeys.has(key)) : []
    const knownKeys = await listKnownKeys(tx, others, source.id)
    const triggers = reported.filter(({ action }) => action === 'trigger')
    const triggered = new Set(triggers.map(({ key }) => key))
    const groups = [
      ...triggers.map(({ input }) => groupOf({ ...input, accountId: input.account?.id ?? null })),
      // Staff may have routed the notice to another account than the sender names.
      ...open.filter(({ key }) => triggered.has(key)).map(groupOf),
    ].filter((group) => group !== null)
    const accounts = await findAccountsOf(tx, groups, triggers)
    const writer = await NoticeWriter.begin(tx, { at, groups, accounts: [...accounts.values()] })
    return new EventBatch(given, writer, { accounts, open: found.values(), former, knownKeys })
  }

  async take(event: ReportedEvent): Promise<IngestedEvent> {
    const { source, format, at } = this.#given
    const { input, action, dedupKey, firing } = event
    if (firing) this.#endEarlier(firing, input.dedupKey)
    const { noticeId, outcome } = action === 'trigger' ? await this.#trigger(event) : this.#end(event, action)
    const id = newId()
    this.#writer.rows.events.push({
      id,
      sourceId: source.id,
      format,
      noticeId,
      action,
      outcome,
      dedupKey,
      summary: input.summary,
      eventKey: event.identity ?? null,
      occurredAt: input.occurredAt,
      receivedAt: at,
    })
    return { id, noticeId, dedupKey, outcome }
  }

  finish(): Promise<void> {
    return this.#writer.finish()
  }

  /** A later firing of a series resolves earlier ones, even without a resolve event (formats.md). */
  #endEarlier({ series, startedAt }: Firing, dedupKey: string): void {
    for (const pending of this.#openBySeries.get(series) ?? []) {
      if (pending.row.dedupKey !== dedupKey && startOfFiring(pending.row) < startedAt) this.#resolve(pending)
    }
  }

  async #trigger({ input, key, firing }: ReportedEvent): Promise<Taken> {
    const { format, at } = this.#given
    const pending = this.#openByKey.get(key)
    const before = this.#knownKeys.get(key)
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
    this.#writer.join(pending, raisesCount(format))
    if (decision === 'remind') {
      await this.#writer.remind(pending)
      return { noticeId, outcome: pending.row.state === 'unroutable' ? 'unroutable' : 'reminded' }
    }
    // A notice of an unknown account waits for staff, however often it repeats.
    if (decision === 'route' && account) await this.#writer.route(pending)
    return { noticeId, outcome: 'joined' }
  }

  /** Does nothing for an unknown problem. */
  #end(event: ReportedEvent, action: 'resolve' | 'acknowledge'): Taken {
    const named = this.#openByKey.get(event.key)
    const alike = event.unsaid?.length ? [...(this.#openByDedup.get(event.dedupKey ?? '') ?? [])] : []
    const concerned = new Set(alike.filter(({ row }) => matchesEvent(row, event)))
    if (named) concerned.add(named)
    const former = this.#formerByKey.get(event.key)
    if (former && action === 'resolve') concerned.add(former)
    for (const pending of concerned) {
      if (action === 'resolve') this.#resolve(pending)
      else if (this.#writer.acknowledge(pending, this.#given.source.name))
        this.acknowledged.push(pending.row.id)
    }
    const [first] = concerned
    if (!first) return { noticeId: null, outcome: 'ignored' }
    return { noticeId: first.row.id, outcome: action === 'resolve' ? 'resolved' : 'acknowledged' }
  }

  #resolve(pending: PendingNotice): void {
    const { id, key, dedupKey, series } = pending.row
    this.#writer.resolve(pending)
    this.resolved.push(id)
    if (this.#formerByKey.get(key) === pending) {
      this.#formerByKey.delete(key)
      return
    }
    this.#openByKey.delete(key)
    this.#openByDedup.get(dedupKey)?.delete(pending)
    if (series !== null) this.#openBySeries.get(series)?.delete(pending)
    this.#knownKeys.set(key, id)
  }

  #keepLatest({ series, startedAt }: Firing): void {
    this.#latestOf.set(series, Math.max(startedAt, this.#latestOf.get(series) ?? startedAt))
  }

  #keepOpen(pending: PendingNotice): void {
    const { key, dedupKey, series } = pending.row
    this.#openByKey.set(key, pending)
    const same = this.#openByDedup.get(dedupKey) ?? new Set()
    this.#openByDedup.set(dedupKey, same.add(pending))
    if (series === null) return
    this.#openBySeries.set(series, (this.#openBySeries.get(series) ?? new Set()).add(pending))
    this.#keepLatest({ series, startedAt: startOfFiring(pending.row) })
  }
}

async function findAccountsOf(
  tx: Writer,
  groups: readonly Group[],
  triggers: readonly ReportedEvent[],
): Promise<Map<string, ReachedAccount>> {
  const named = triggers.flatMap(({ input: { account } }) =>
    account ? [[account.id, account] as const] : [],
  )
  const accounts = new Map<string, ReachedAccount>(named)
  const others = groups.flatMap(({ accountId }) => (accounts.has(accountId) ? [] : [accountId]))
  return new Map([...accounts, ...(await lockAccounts(tx, others))])
}

/** Whether an event with some parts unsaid means this open notice. */
function matchesEvent(row: OpenRow, { input, unsaid = [] }: ReportedEvent): boolean {
  return (
    (unsaid.includes('account') || names(input, row)) &&
    (unsaid.includes('category') || row.category === input.category) &&
    (unsaid.includes('environment') || row.environment === input.environment)
  )
}

function names({ account, accountText = '' }: NoticeInput, row: OpenRow): boolean {
  return account ? row.accountId === account.id : row.accountText === accountText
}

/** When a firing began (milliseconds UTC): the instant in the dedup key, at most the time the notice came in. */
function startOfFiring(row: Pick<PendingNotice['row'], 'series' | 'dedupKey' | 'firstSeenAt'>): number {
  const said = parseInstant(row.dedupKey.slice((row.series?.length ?? 0) + 1))
  return Math.min(said?.at ?? Number.NEGATIVE_INFINITY, row.firstSeenAt)
}
