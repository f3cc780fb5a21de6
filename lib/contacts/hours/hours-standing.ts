import type { SupportWindow } from '#/db/words/accounts.ts'
import { BoundedMap } from '#/lib/platform/values/bounded-map.ts'
import { day } from '#/lib/platform/values/clock.ts'
import { isOpenAt, nextChange } from './hours.ts'

/** Whether support is open, and until when that stays so (milliseconds UTC); null if it always does. */
export type HoursStanding = { open: boolean; changesAt: number | null }

type Kept = HoursStanding & { from: number; until: number }

const mostKept = 500

/** The cache of recent hours. */
const kept = new BoundedMap<string, Kept>(mostKept)

/**
 * The state of hours at `at` (milliseconds UTC). A result holds until it changes, and is found once: for hours in many
 * zones that cover for each other we search a year ahead, and anybody may ask at any rate.
 */
export function readStanding(hours: readonly SupportWindow[], at: number): HoursStanding {
  const key = JSON.stringify(hours)
  const known = kept.get(key)
  const found = known && known.from <= at && at < known.until ? known : find(hours, at)
  kept.set(key, found)
  return { open: found.open, changesAt: found.changesAt }
}

function find(hours: readonly SupportWindow[], at: number): Kept {
  const changesAt = nextChange(hours, at)
  return { open: isOpenAt(hours, at), changesAt, from: at, until: changesAt ?? at + day }
}
