import type { SQL } from 'drizzle-orm'
import type { outbox } from '#/db/schema/mail.ts'
import type { Writer } from '#/db/store/store.ts'
import type { FilledMail } from '#/lib/platform/mail/model.ts'

export type OutboxRow = typeof outbox.$inferSelect

/**
 * `moving`: most rows in flight; `withStalled`: including stalled ones. `ahead`: most claimed rows; `rest`: milliseconds
 * between claims, which read and write for all their rows together. `headStart`: milliseconds that other lanes get once
 * the transport works again. `isUrgent`: never gives way to senders of events; `isBulk`: waits while announcements are
 * queued. `stall`: milliseconds after which a row gives up its slot, if less than other rows. `byTurns`: accounts are served
 * in turn.
 */
export type LanePlaces = {
  name: string
  moving: number
  withStalled: number
  ahead: number
  rest: number
  headStart: number
  stall?: number
  isUrgent?: boolean
  isBulk?: boolean
  byTurns?: boolean
}

/** How one try ended. `stopped`: we cut it off; `superseded`: a later row says more, so this one is not sent. */
export type Attempt =
  | { verdict: 'accepted' | 'stopped' | 'superseded' }
  | {
      /** `failed`: the recipient is at fault, so another try would not help. */
      verdict: 'failed' | 'retry'
      /** For the outbox; may name the recipient. */
      error: string
      /** For the log; names nobody. */
      reason: string
      /** The transport cannot be used, whoever the recipient is; it logs that itself. */
      ofTransport: boolean
      /** Milliseconds until the next try, if the recipient asked for them. */
      after?: number
    }

/**
 * What an ended delivery says about its contact point: nothing, one failure of several that mark it, that it bounces, or that it
 * wants no more messages.
 * `code` is the transport's own, such as 5.1.1.
 */
export type PointVerdict = { is: 'nothing' } | { is: 'count' | 'bouncing' | 'disabled'; code: string }

/** A row that its transport is sending. `isStalled`: slow enough to have given up its slot. */
export type Flight = { row: OutboxRow; isStalled: boolean }

/**
 * The rows that wait although they are due: `where` is the condition for all others, `has` tests a claimed row. `restLeft`:
 * milliseconds until some wait no longer, if that is only a matter of time.
 */
export type Held = { where?: SQL | undefined; has(row: OutboxRow): boolean; restLeft?: number }

export const nothingHeld: Held = { has: () => false }

/** A transport's settings, the same in every process. */
export type TransportPolicy = {
  /** Its own lanes, the urgent one first: no other transport claims their rows. */
  readonly lanes: readonly LanePlaces[]
  /** Milliseconds after the first failed try, the second …; the last repeats. Each varies by up to a fifth. */
  readonly pauses: readonly number[]
  /** Longest `after` in milliseconds; a longer one is cut. */
  readonly maxPause: number
  /** `inFlight`, and `ready`, which wait for a place: of all lanes of this transport. A row put off keeps its attempts. */
  hold(lane: LanePlaces, inFlight: readonly Flight[], ready?: readonly OutboxRow[]): Held
  evaluate(settled: OutboxRow): PointVerdict
  /** Milliseconds from its first try, after which the next step is told unless the row is accepted; null: only once it failed. */
  patience?(row: OutboxRow): number | null
  /** Writes what tries say of their points, in the transaction that settles them; `tried` are the new rows. */
  record?(tx: Writer, tried: readonly OutboxRow[]): Promise<void>
}

/** Sends rows of the outbox. `Made`: the message that it makes of a row. */
export type Transport<Made = unknown> = TransportPolicy & {
  /** Makes the message, also of a withheld row. @throws: tried again, since a newer version may make it */
  make(row: OutboxRow, content: FilledMail, timeZone: string | null): Promise<Made>
  /** A throw is a fault of ours: logged, and tried again. */
  send(made: Made, row: OutboxRow, stopped: AbortSignal): Promise<Attempt>
  close(): Promise<void>
}
