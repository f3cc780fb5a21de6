import { and, notInArray, type SQL, sql } from 'drizzle-orm'
import { outbox } from '#/db/schema/mail.ts'
import type { Writer } from '#/db/store/store.ts'
import { type EndpointLane, endpointLanes } from '#/db/words/mail.ts'
import { endpointIdOf } from '#/db/words/points.ts'
import { recordEndpointTries } from '#/lib/accounts/proof/endpoint-proof.ts'
import { isNotified, stateOf } from '#/lib/notices/delivery/deliveries.ts'
import type { Flight, LanePlaces, OutboxRow, TransportPolicy } from '#/lib/platform/outbox/transport.ts'
import { BoundedMap } from '#/lib/platform/values/bounded-map.ts'
import { hour, minute, now, second } from '#/lib/platform/values/clock.ts'
import type { EndpointCaller } from './kind-call.ts'
import { limitReached, ownErrors } from './reason.ts'

/** One that hangs gives up its slot soon, so that it delays no other endpoint (channels.md, Order and limits). */
const places: Record<EndpointLane, Omit<LanePlaces, 'name'>> = {
  wake: { moving: 16, withStalled: 256, ahead: 64, rest: 0, headStart: 0, stall: second / 4, isUrgent: true },
  hook: { moving: 24, withStalled: 128, ahead: 64, rest: 0, headStart: 0, stall: second / 2 },
}

/** Failures in a row after which an endpoint is failing. */
export const failingTries = 10

/** How long the next step waits for an endpoint. */
export const maxPatience = 5 * minute

/**
 * Most messages in flight. `crowded`: to an endpoint that did not take its last message, while all places of a lane are taken.
 * `ordinary…` leave room for emergencies to the same endpoint and host. One account has half of a host's, which others may share.
 */
const most = { endpoint: 2, ordinaryEndpoint: 1, crowded: 1, host: 8, ordinaryHost: 6 }
/** The endpoints that took their last message, and those that did not, by their keys, in this process. */
const taking = new BoundedMap<string, true>(1000)
const silent = new BoundedMap<string, true>(1000)

/** Notes how the last message to an endpoint ended. */
export function countEnd(key: string, isAccepted: boolean): void {
  const [into, from] = isAccepted ? [taking, silent] : [silent, taking]
  from.delete(key)
  into.set(key, true)
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
  lanes: endpointLanes.map((name) => ({ name, ...places[name] })),
  pauses: [5 * second, 30 * second, 2 * minute, 5 * minute, 15 * minute, 30 * minute],
  maxPause: hour,
  hold(lane, inFlight) {
    const { isUrgent, moving } = lane
    const isCrowded = inFlight.length >= moving
    const [mostOfOne, mostAt] = isUrgent
      ? [most.endpoint, most.host]
      : [most.ordinaryEndpoint, most.ordinaryHost]
    const mostTo = (key: string) => (isCrowded && !taking.has(key) ? most.crowded : mostOfOne)
    const full = listFull(inFlight, ({ recipient }) => recipient, mostTo)
    const keys = new Set([...full, ...listResting(), ...listSilent(inFlight, lane)])
    const hosts = new Set(listFull(inFlight, hostOf, () => mostAt))
    const shares = new Set(listFull(inFlight, shareOf, () => mostAt / 2))
    return {
      ...(resting.size > 0 && { restLeft: Math.min(...resting.values()) - performance.now() }),
      // The lists first: they leave few rows to look beside.
      get where() {
        const others = [
          without(sql`${outbox.recipient}`, keys),
          without(sql`${outbox.host}`, hosts),
          without(shareColumn, shares),
        ]
        return and(...others.flat(), isAlone())
      },
      has: (row) => keys.has(row.recipient) || hosts.has(row.host ?? '') || shares.has(shareOf(row) ?? ''),
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

const hostOf = ({ host }: OutboxRow) => host
/** What one account has at a host. */
const shareColumn = sql`(${outbox.host} || ' ' || ${outbox.accountId})`
const shareOf = ({ host, accountId }: OutboxRow) => host && accountId && `${host} ${accountId}`

function without(column: SQL, values: ReadonlySet<string>) {
  return values.size > 0 ? [sql`(${column} is null or ${notInArray(column, [...values])})`] : []
}

function listFull(
  flights: readonly Flight[],
  by: (row: OutboxRow) => string | null,
  mostOf: (value: string) => number,
): string[] {
  const counts = Map.groupBy(flights, ({ row }) => by(row))
  return [...counts].flatMap(([value, some]) =>
    value !== null && some.length >= mostOf(value) ? [value] : [],
  )
}

/**
 * The endpoints that did not take their last message, while messages to such have half of a lane's places, or three quarters with
 * the stalled ones: the rest is for others.
 */
function listSilent(flights: readonly Flight[], { name, moving, withStalled }: LanePlaces): string[] {
  const toSilent = flights.filter(({ row }) => row.lane === name && silent.has(row.recipient))
  const waiting = toSilent.filter(({ isStalled }) => !isStalled)
  if (waiting.length < moving / 2 && toSilent.length < 0.75 * withStalled) return []
  return [...silent.keys()]
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
