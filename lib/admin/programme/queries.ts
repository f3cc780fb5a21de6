import { asc, gte } from 'drizzle-orm'
import { programmeDays } from '#/db/schema/programme.ts'
import type { Reader } from '#/db/store/store.ts'
import type { ProgrammeDay } from '#/db/words/programme.ts'
import type { StaffGrant } from '#/lib/identity/access/staff-grants.ts'
import { now } from '#/lib/platform/values/clock.ts'
import {
  countAccounts,
  countActivity,
  countComplete,
  countCurrentStates,
  countSoundless,
  readRules,
} from './count-day.ts'
import { type DatedDay, dayOf, firstDayOf, listPeriods, type Span } from './policy.ts'

/**
 * The state of the programme now and at the end of each day of a span. `today`: also what happened since the day (UTC)
 * began. `soundless`: the live accounts that no endpoint wakes.
 */
export async function readProgramme(read: Reader, _grant: StaffGrant, span: Span) {
  const at = now()
  const day = dayOf(at)
  const ended = await read
    .select({ day: programmeDays.day, standing: programmeDays.standing })
    .from(programmeDays)
    .where(gte(programmeDays.day, firstDayOf(span, day)))
    .orderBy(asc(programmeDays.day))
  const today: ProgrammeDay = {
    accounts: await countAccounts(read),
    complete: await countComplete(read),
    ...(await countCurrentStates(read)),
    ...(await countActivity(read, await readRules(read), day, at)),
  }
  const days: DatedDay[] = [...ended.filter((row) => row.day < day), { day, standing: today }]
  const soundless = await countSoundless(read)
  return { today, soundless, days, periods: listPeriods(span, day, days) }
}
