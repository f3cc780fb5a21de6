import { hour, minute } from '#/lib/platform/values/clock.ts'

/**
 * The pace, of all workers together: 100 accounts a minute. In the six hours of a business day those are 36,000, while a rhythm of
 * 180 days has 800 of 100,000 accounts due a day: a week switched off is caught up with in an hour. It makes a few mails a
 * second, beside which all other mail goes on.
 */
export const accountsPerTurn = 10
export const turnLength = 6000

/** So much later (milliseconds) an account comes again whose drill could not be written; it holds up no other meanwhile. */
export const retryAfter = hour

/** About how many minutes so many accounts take. */
export function minutesFor(accounts: number): number {
  return Math.max(1, Math.ceil((accounts / accountsPerTurn) * (turnLength / minute)))
}
