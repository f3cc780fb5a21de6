import { minute, second } from '#/lib/platform/values/clock.ts'

/** Milliseconds; `delivery` bounds one try at one mail server, however slowly it answers. */
export type RelayTiming = {
  connect: number
  greeting: number
  socket: number
  delivery: number
  /** How long a failed server rests before we ask, without a mail, whether it works. */
  rest: number
  /** Minimum time between two recoveries of a server that make its waiting mail due. */
  recovery: number
}

export const relayTiming: RelayTiming = {
  connect: 10 * second,
  greeting: 15 * second,
  socket: 60 * second,
  delivery: 120 * second,
  // Shorter than a mail's first wait, which then finds the server working.
  rest: 10 * second,
  recovery: minute,
}
