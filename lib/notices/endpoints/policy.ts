import { and, notInArray, type SQL, sql } from 'drizzle-orm'
import { outbox } from '#/db/schema/mail.ts'
import type { Writer } from '#/db/store/store.ts'
import { type EndpointLane, endpointLanes } from '#/db/words/mail.ts'
import { endpointIdOf } from '#/db/words/points.ts'
import { recordEndpointTries } from '#/lib/accounts/proof/endpoint-proof.ts'
import { isNotified, stateOf } from '#/lib/notices/delivery/deliveries.ts'
import type { Flight, OutboxRow, TransportPolicy } from '#/lib/platform/outbox/transport.ts'
import { BoundedMap } from '#/lib/platform/values/bounded-map.ts'
import { hour, minute, now, second } from '#/lib/platform/values/clock.ts'
import type { EndpointCaller } from './kind-call.ts'
import { limitReached, ownErrors, silence } from './reason.ts'

/**
 * Most messages in flight: to an endpoint, to a host, in all; ordinary ones leave some for emergencies. An account has half of a
 * host's, and no more than it leaves to others; silent endpoints have half (channels.md, Order and limits).
 */
const places: Record<EndpointLane, { endpoint: number; host: number; all: number }> = {
  wake: { endpoint: 2, host: 8, all: 128 },
  hook: { endpoint: 1, host: 6, all: 96 },
}
/** Calls end within 20 s, and only half of the places can fall silent in each `silence`. */
const mostWithSilent = 6

/** Failures in a row after which an endpoint is failing. */
export const failingTries = 10

/** How long the next step waits for an endpoint. */
export const maxPatience = 5 * minute

/** The hosts of endpoints whose last call ended without an answer, by the endpoints' keys, in this process. */
const silentHosts = new BoundedMap<string, string | null>(1000)

/** Notes whether the last call to an endpoint was answered, by whatever status. */
export function countEnd({ recipient, host }: OutboxRow, isAnswered: boolean): void {
  if (isAnswered) silentHosts.delete(recipient)
  else silentHosts.set(recipient, host)
}

/** When an endpoint's bucket is full again, and until when one whose bucket is empty rests: by key, in this process, by a clock that nobody sets. */
const fullAt = new Map<string, number>()
const resting = new Map<string, number>()

/** Counts a message that starts now; what its kind's rate does not allow waits. */
export function countStart(key: string, { burst, every }: EndpointCaller['rate']): void {
  const at = performance.now()
  if (fullAt.size > 10_000) for (const [known, full] of fullAt) if (full <= at) fullAt.delete(known)
  const full = Math.max(fullAt.get(key) ?? at, at) + every
  fullAt.set(key, full)
  const next = full - (burst - 1) * every
  if (next > at) resting.set(key, next)
}

/** How messages to endpoints wait, are tried again, and what their end says (channels.md, Webhook). */
export const endpointPolicy: TransportPolicy = {
  lanes: endpointLanes.map((name) => ({
    ...{ name, moving: places[name].all, withStalled: mostWithSilent * places[name].all },
    ...{ ahead: 64, rest: 0, headStart: 0, stall: silence },
    ...{ byTurns: true, isUrgent: name === 'wake' },
  })),
  pauses: [5 * second, 30 * second, 2 * minute, 5 * minute, 15 * minute, 30 * minute],
  maxPause: hour,
  hold({ name, isUrgent }, inFlight, ready = []) {
    const most = isUrgent ? places.wake : places.hook
    const hung = new Map(
      inFlight.flatMap(({ row, isStalled }) => (isStalled ? [[row.recipient, row.host]] : [])),
    )
    const isSilent = ({ recipient }: OutboxRow) => hung.has(recipient) || silentHosts.has(recipient)
    const left = (some: readonly Flight[], ofMost: number) => leavePlaces(some, ofMost, name, isSilent)
    const listFull = (rows: readonly OutboxRow[]) =>
      [...Map.groupBy(rows, ({ recipient }) => recipient)].flatMap(([key, some]) =>
        some.length >= most.endpoint ? [key] : [],
      )
    const rows = inFlight.map(({ row }) => row)
    const keys = new Set([...listFull(rows), ...listResting()])
    const inAll = left(inFlight, most.all)
    const hosts = Map.groupBy(inFlight, ({ row }) => row.host ?? '')
    hosts.delete('')
    const atHost = (host: string) => left(hosts.get(host) ?? [], most.host)
    return {
      ...(resting.size > 0 && { restLeft: Math.min(...resting.values()) - performance.now() }),
      // The lists first: they leave few rows to look beside.
      get where() {
        const each = [...hosts.keys()].map((host) => ({ host, ...atHost(host) }))
        const crowded = new Set(each.flatMap(({ host, isHalfSilent }) => (isHalfSilent ? [host] : [])))
        const silent = [...silentHosts, ...hung].flatMap(([key, host]) =>
          inAll.isHalfSilent || crowded.has(host ?? '') ? [key] : [],
        )
        return and(
          ...(inAll.isFull ? [sql`false`] : []),
          // Nor more than an endpoint takes: who claims a row renews its lease.
          ...without(sql`${outbox.recipient}`, [...keys, ...silent, ...listFull([...rows, ...ready])]),
          ...without(
            sql`${outbox.host}`,
            each.flatMap(({ host, isFull }) => (isFull ? [host] : [])),
          ),
          ...without(sql`${outbox.accountId}`, inAll.accounts),
          ...without(
            shareColumn,
            each.flatMap(({ host, accounts }) => accounts.map((one) => shareOf(host, one))),
          ),
          isAlone(),
        )
      },
      has: (row) =>
        keys.has(row.recipient) || [inAll, atHost(row.host ?? '')].some((of) => holds(of, row, isSilent)),
    }
  },
  evaluate({ status, lastError }) {
    const [, point] = /^(failing|disabled): /.exec(lastError) ?? []
    if (status !== 'failed' || !point) return { is: 'nothing' }
    return { is: point === 'disabled' ? 'disabled' : 'bouncing', code: lastError.slice(point.length + 2) }
  },
  patience: (row) => (isNews(row) ? (row.lane === 'wake' ? minute : maxPatience) : null),
  record: recordTries,
}

/** What says the same again hands nothing on: it goes to whom took it before, or is silent already. */
export function isNews(row: Pick<OutboxRow, 'part'>): boolean {
  return isNotified(row) && row.part !== 'repeat' && row.part !== 'reminder'
}

/**
 * One message of a notice at a time to an endpoint, the oldest that is due first: no other is on its way. (The lease of a dead
 * worker ends soon.) Asks by the notice, which has few messages: an endpoint may have thousands.
 */
const isAlone = () => and(isFirstOf(outbox.noticeId), isFirstOf(outbox.digestId))

const isFirstOf = (about: typeof outbox.noticeId | typeof outbox.digestId) =>
  sql`not exists (select 1 from outbox other where other.${sql.identifier(about.name)} = ${about}
    and other.recipient = ${outbox.recipient} and other.due_at is not null and other.id <> ${outbox.id}
    and (other.lease_until > ${now()} or (other.id < ${outbox.id} and other.due_at <= ${now()})))`

/** What one account has at a host. */
const shareColumn = sql`(${outbox.host} || ' ' || ${outbox.accountId})`
const shareOf = (host: string, accountId: string) => `${host} ${accountId}`

function without(column: SQL, values: readonly string[]) {
  return values.length > 0 ? [sql`(${column} is null or ${notInArray(column, [...new Set(values)])})`] : []
}

/** To whom flights leave no place: anybody, silent endpoints, these accounts. */
type Left = { isFull: boolean; isHalfSilent: boolean; accounts: string[] }

/**
 * What flights leave of so many places. What silent endpoints have beyond their half counts for nobody: it was theirs before they
 * fell silent. An account has half at most and, of its messages in this lane, no more than are left to others.
 */
function leavePlaces(
  flights: readonly Flight[],
  most: number,
  lane: string,
  isSilent: (row: OutboxRow) => boolean,
): Left {
  const half = most / 2
  const toSilent = flights.filter(({ row }) => isSilent(row)).length
  const free = most - (flights.length - toSilent) - Math.min(toSilent, half)
  const accounts = [...Map.groupBy(flights, ({ row }) => row.accountId ?? '')].flatMap(([account, own]) => {
    const ofLane = own.filter(({ row }) => row.lane === lane)
    return own.length >= half || ofLane.length >= free ? [account] : []
  })
  return { isFull: free <= 0, isHalfSilent: toSilent >= half, accounts }
}

function holds(left: Left, row: OutboxRow, isSilent: (row: OutboxRow) => boolean): boolean {
  return left.isFull || left.accounts.includes(row.accountId ?? '') || (left.isHalfSilent && isSilent(row))
}

function listResting(): string[] {
  const at = performance.now()
  for (const [key, until] of resting) if (until <= at) resting.delete(key)
  return [...resting.keys()]
}

/** A limit of ours, a fault (lib/platform/outbox/delivery.ts), or that we asked nothing of it. */
const isOurs = (error: string) =>
  [limitReached, 'Not ', ownErrors.disabled, ownErrors.removed].some((start) => error.startsWith(start))

/** Counts tries in a row that failed, in the transaction that settles them. */
function recordTries(tx: Writer, tried: readonly OutboxRow[]): Promise<void> {
  const triesOf = (some: readonly OutboxRow[]) =>
    some.flatMap(({ recipient, createdAt }) => {
      const id = endpointIdOf(recipient)
      return id === null ? [] : [{ id, createdAt }]
    })
  const accepted = tried.filter(({ status }) => stateOf(status) === 'accepted')
  // What our own way out, our own limits or the operator's gateway prevent says nothing of them.
  const isOfTheirs = ({ host, lastError, relayFailed }: OutboxRow) =>
    host !== 'gateway' && lastError !== '' && !relayFailed && !isOurs(lastError)
  const failed = tried.filter((row) => isOfTheirs(row) && stateOf(row.status) !== 'accepted')
  return recordEndpointTries(tx, { accepted: triesOf(accepted).map(({ id }) => id), failed: triesOf(failed) })
}
