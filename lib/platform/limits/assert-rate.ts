import { now } from '#/lib/platform/values/clock.ts'
import { rateOf } from './shared-rate.ts'
import { rates } from './table.ts'
import { refuseTooMany } from './too-many.ts'

/** Counts one more of a person's searches. @throws AppError `too-many` */
export function assertRate(name: 'staff-searches' | 'member-searches', whom: string): void {
  const wait = rateOf(name, rates[name]).take(whom)
  if (wait > 0) refuseTooMany({ name, whom, until: now() + wait * 1000 })
}
