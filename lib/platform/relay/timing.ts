import { minute, second } from '#/lib/platform/values/clock.ts'

/** Milliseconds; `delivery` bounds one try at one mail server, however slowly it answers. */
export type RelayTiming = {
  connect: number
  greeting: number
  socket: number
  delivery: number
  /** How long a failed server rests before we ask, without a mail, whether it works. */
  rest: number
  /** At most so often a server that works again makes all mail due that waited for it. */
  recovery: number
}

/** Milliseconds. */
export type WorkerTiming = RelayTiming & {
  /** Between looks without a wake-up: other processes queue mail too. */
  poll: number
  /** Length of a lease; renewed while we live, so that another worker soon takes a killed one's mail. */
  lease: number
  /** After this a delivery counts as stalled: it gives up its place, and its recipient is passed over. */
  stall: number
  /** How long stopping waits for mail in flight before it cuts it off. */
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
  // Shorter than a mail's first wait, which then finds the server working.
  rest: 10 * second,
  recovery: minute,
}
