import type { MailStatus } from '#/db/words/mail.ts'
import { hour, second } from '#/lib/platform/values/clock.ts'
import type { Attempt, TransportPolicy } from './transport.ts'

/** notices.md, Deliveries: 72 hours of trying. */
export const retryWindow = 72 * hour

/** Milliseconds. */
export type WorkerTiming = {
  /** Between polls without a wake-up: other processes queue mail too. */
  poll: number
  /** Length of a lease; renewed while we live, so that another worker soon takes a killed one's mail. */
  lease: number
  /** After this a delivery counts as stalled: it gives up its slot, and its transport may hold back similar mail. */
  stall: number
  /** How long stopping waits for mail in flight before it cuts it off. */
  stop: number
}

export const workerTiming: WorkerTiming = {
  poll: second,
  lease: 15 * second,
  stall: 3 * second,
  stop: 7 * second,
}

/** So many tries follow as soon as the recipient asks; later ones not before their own pause. */
const askedTries = 3

type Pauses = Pick<TransportPolicy, 'pauses' | 'maxPause'>

/** Milliseconds until the next try after `attempts` of them; `random` from 0 to 1 moves it by up to a fifth. */
export function retryDelay(pauses: readonly number[], attempts: number, random: number): number {
  const delay = pauses[attempts - 1] ?? pauses.at(-1) ?? 0
  return Math.round(delay * (0.8 + 0.4 * random))
}

/** Longest wait, in milliseconds, from a try to the next after `attempts` tries. */
export function maxWait({ pauses, maxPause }: Pauses, attempts: number): number {
  return Math.max(maxPause, retryDelay(pauses, attempts, 1))
}

/** The result of a try, as stored. `dueAt` is set if there will be another; `relayFailed` as in the outbox. */
export type Settlement = {
  status: MailStatus
  dueAt: number | null
  lastError: string
  relayFailed?: boolean
  /** When the next step is told, unless the row is accepted before. */
  handOnAt?: number | null
}

type Failure = Extract<Attempt, { error: string }>

export type Ending =
  | Exclude<Attempt, Failure>
  | { verdict: 'withheld' }
  | (Pick<Failure, 'verdict' | 'error'> & Partial<Failure>)
  | { verdict: 'expired'; error: string }

/** Whether the mail is given up: then we evaluate its recipient and mail its notice's next step. */
export function hasFailed(status: MailStatus): boolean {
  return status === 'failed' || status === 'expired'
}

/** Retries a mail for its `lifetime` (72 hours, or the template's own); then it expires. */
export function recordOutcome(
  mail: { attempts: number; createdAt: number; lifetime: number },
  ending: Ending,
  { pauses, maxPause }: Pauses,
  at: number,
  random: number,
): Settlement {
  const lastError = 'error' in ending ? ending.error : ''
  switch (ending.verdict) {
    case 'stopped':
      return { status: 'retrying', dueAt: at, lastError }
    case 'retry': {
      const { after, ofTransport } = ending
      const own = retryDelay(pauses, mail.attempts, random)
      const asked = after === undefined ? own : Math.min(after, maxPause)
      // Who always asks for a second would be tried for ever.
      const pause = mail.attempts > askedTries ? Math.max(own, asked) : asked
      return at + pause < mail.createdAt + mail.lifetime
        ? { status: 'retrying', dueAt: at + pause, lastError, ...(ofTransport && { relayFailed: true }) }
        : { status: 'expired', dueAt: null, lastError }
    }
    default:
      return { status: ending.verdict, dueAt: null, lastError }
  }
}
