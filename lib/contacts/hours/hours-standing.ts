import type { SupportWindow } from '#/db/words/contacts.ts'
import { BoundedMap } from '#/lib/platform/values/bounded-map.ts'
import { day } from '#/lib/platform/values/clock.ts'
import { isOpenAt, nextChange } from './hours.ts'

/** Whether support is given, and until when that stays so (milliseconds UTC); null where it always does. */
export type HoursStanding = { open: boolean; changesAt: number | null }

type Kept = HoursStanding & { from: number; until: number }

const mostKept = 500

/** Hours that were asked for lately. */
const kept = new BoundedMap<string, Kept>(mostKept)

/**
 * How hours stand at `at` (milliseconds UTC). What was found holds until it changes, and is found once: hours in many zones
 * that cover for each other are looked at for a year ahead, and anybody may ask as often as they like.
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
