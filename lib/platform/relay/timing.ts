import { minute, second } from '#/lib/platform/values/clock.ts'

/** Milliseconds; `delivery` bounds one try at one mail server, however slowly it trickles. */
export type RelayTiming = {
  connect: number
  greeting: number
  socket: number
  delivery: number
  /** How long a server that could not be used is left alone before it is asked, without a mail, whether it works again. */
  rest: number
  /** After which urgent mail does not wait for its next try once the server works again. */
  outage: number
}

/** Milliseconds. */
export type WorkerTiming = RelayTiming & {
  /** Between looks where nothing wakes us: other processes queue mail too. */
  poll: number
  /** How long claimed mail is ours; renewed while we live, so that what a killed worker had is soon taken up. */
  lease: number
  /** After which a delivery counts as stalled: it gives its place away, and its recipient is passed over. */
  stall: number
  /** How long stopping waits for what is in flight before it is cut off. */
  stop: number
}

export const workerTiming: WorkerTiming = {
  poll: second,
  lease: 15 * second,
  stall: 3 * second,
  stop: 7 * second,
  connect: 10 * second,
  greeting: 15 * second,
  socket: 60 * second,
  delivery: 120 * second,
  // Shorter than the first wait of a mail, which finds the server working again.
  rest: 10 * second,
  outage: minute,
}
