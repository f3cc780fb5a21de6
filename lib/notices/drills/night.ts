import type { Reader } from '#/db/store/store.ts'
import { isEndpointKey } from '#/db/words/points.ts'
import type { Asks } from '#/lib/identity/access/format-question.ts'
import { readReachOf } from '#/lib/notices/routing/reach.ts'
import type { AsleepRecipient, PlannedMail } from '#/lib/platform/mail/ask-first.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { addressKey } from '#/lib/platform/values/fold.ts'
import { isNightFor } from './is-night.ts'

/** A drill names its recipients first, and says where it is night. */
export const drillAsks: Asks = { what: 'drill', sleepers: findAsleep }

/** The recipients for whom it is night now, in the zone that they read times in, outside of their account's support hours. */
export async function findAsleep(read: Reader, mails: readonly PlannedMail[]): Promise<AsleepRecipient[]> {
  const at = now()
  const ids = new Set(mails.flatMap(({ accountId }) => accountId ?? []))
  const { reachables } = await readReachOf(read, [...ids])
  // Nobody sleeps beside a machine that we know of.
  const people = mails.filter(({ key }) => !isEndpointKey(key))
  return people.flatMap(({ key, to, accountId, timeZone }) => {
    const account = reachables.get(accountId ?? '')
    const member = account?.members.find(({ email }) => addressKey(email) === key)
    const zone = member?.timeZone ?? timeZone
    const hours = account?.contacts?.['support-hours'] ?? []
    return zone !== null && isNightFor({ at, zone, hours }) ? [{ to, zone }] : []
  })
}
