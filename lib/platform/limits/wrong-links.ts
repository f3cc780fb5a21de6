import { AppError } from '#/lib/platform/values/errors.ts'
import { countGuess } from './guesses.ts'

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
