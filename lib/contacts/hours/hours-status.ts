import type { SupportWindow } from '#/db/words/accounts.ts'
import { BoundedMap } from '#/lib/platform/values/bounded-map.ts'
import { day } from '#/lib/platform/values/clock.ts'
import { isOpenAt, nextChange } from './hours.ts'

/** Whether support is open, and until when that stays so (milliseconds UTC); null if it always does. */
export type HoursStatus = { open: boolean; changesAt: number | null }

type CachedStatus = HoursStatus & { from: number; until: number }

const maxCached = 500

const cache = new BoundedMap<string, CachedStatus>(maxCached)

/**
 * The state of hours at `at` (milliseconds UTC). A result holds until it changes, and is found once: for hours in many
 * zones that cover for each other we search a year ahead, and anybody may ask at any rate.
 */
export function readHoursStatus(hours: readonly SupportWindow[], at: number): HoursStatus {
  const key = JSON.stringify(hours)
  const cached = cache.get(key)
  const found = cached && cached.from <= at && at < cached.until ? cached : find(hours, at)
  cache.set(key, found)
  return { open: found.open, changesAt: found.changesAt }
}

function find(hours: readonly SupportWindow[], at: number): CachedStatus {
  const changesAt = nextChange(hours, at)
  return { open: isOpenAt(hours, at), changesAt, from: at, until: changesAt ?? at + day }
}
