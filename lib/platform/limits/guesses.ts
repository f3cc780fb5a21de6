import { logEvent } from '#/lib/platform/log/log.ts'
import { currentNetwork } from '#/lib/platform/log/origin.ts'
import { getStore } from '#/lib/platform/store/store.ts'
import { BoundedMap } from '#/lib/platform/values/bounded-map.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { AppError } from '#/lib/platform/values/errors.ts'
import { consumePoints, limitKey } from './count.ts'
import { limits } from './table.ts'
import { refuseTooMany } from './too-many.ts'

/** Next keeps each route in its own module graph. */
const shared = globalThis as typeof globalThis & { recapitoGuessers?: BoundedMap<string, number> }
const maxTracked = 10_000
shared.recapitoGuessers ??= new BoundedMap(maxTracked)
/** The end of each refusal, as the store last said: further guesses must not make it write each time. */
const refused = shared.recapitoGuessers

const events = { 'wrong-keys': 'wrong-key', 'wrong-links': 'wrong-link' } as const
type Guess = keyof typeof events

/** Refuses the request if this instance knows that its network guessed too much. @throws AppError `too-many` */
export function refuseGuesser(name: Guess): void {
  const whom = currentNetwork()
  const left = (refused.get(limitKey(name, whom)) ?? 0) - now()
  if (left > 0 && left <= limits[name].span) refuseTooMany({ name, whom, until: now() + left })
}

/**
 * Counts an invalid secret, for the network that sent it. Valid secrets are never counted or refused, so nobody
 * suffers for a neighbour's guesses.
 * @throws AppError `too-many`
 */
export async function countGuess(name: Guess): Promise<void> {
  refuseGuesser(name)
  const whom = currentNetwork()
  const store = await getStore()
  const taken = await store.transact((tx) => consumePoints(tx, name, whom, 1), {
    isolation: 'read committed',
  })
  if ('until' in taken) {
    refused.set(limitKey(name, whom), taken.until)
    refuseTooMany({ name, whom, until: taken.until })
  }
  logEvent(events[name], {})
}

/** What the link of a mail leads to; counts a link that leads nowhere. @throws AppError `too-many` */
export async function openLink<Found>(finding: Promise<Found | null>): Promise<Found | null> {
  const found = await finding
  if (found === null) await countGuess('wrong-links')
  return found
}

/** What the button of a link's page does; counts likewise. @throws AppError `too-many`, and the errors of `work` */
export function pressLink<Result>(work: Promise<Result>): Promise<Result> {
  return work.catch(async (error: unknown) => {
    const leadsNowhere = error instanceof AppError && ['not-found', 'invitation-ended'].includes(error.code)
    if (leadsNowhere) await countGuess('wrong-links')
    throw error
  })
}
