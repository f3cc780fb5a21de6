import { getLocale, getTranslations } from 'next-intl/server'
import type { Reader } from '#/db/store/store.ts'
import type { Asks } from '#/lib/identity/access/word-question.ts'
import { readReachOf } from '#/lib/notices/routing/reach.ts'
import { getFormatter } from '#/lib/platform/i18n/formatter.ts'
import { nameZone } from '#/lib/platform/i18n/zone-names.ts'
import type { PlannedMail } from '#/lib/platform/mail/ask-first.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { addressKey } from '#/lib/platform/values/fold.ts'
import { isNightFor } from './policy.ts'

/** A drill names its recipients first, and says where it is night. */
export const drillAsks: Asks = { what: 'drill', notes: noteNight }

/** One sentence for each zone of recipients for whom it is night now. */
async function noteNight(read: Reader, mails: readonly PlannedMail[]): Promise<string[]> {
  const at = now()
  const asleep = (await listRecipients(read, mails)).filter((one) => isNightFor({ ...one, at }))
  const t = await getTranslations('questions')
  const locale = await getLocale()
  const format = await getFormatter()
  return [...Map.groupBy(asleep, ({ zone }) => zone)].map(([zone, some]) => {
    const time = format.dateTime(at, { timeStyle: 'short', timeZone: zone })
    const clock = t('clock', { time, zone: nameZone(zone, locale) })
    const who = format.list(some.map(({ to }) => to))
    return some.length === mails.length ? t('nightThere', { clock }) : t('nightFor', { who, clock })
  })
}

/** The recipients with the zone that they read times in, and their account's support hours. */
async function listRecipients(read: Reader, mails: readonly PlannedMail[]) {
  const ids = new Set(mails.flatMap(({ accountId }) => accountId ?? []))
  const { reachables } = await readReachOf(read, [...ids])
  return mails.flatMap(({ to, accountId, timeZone }) => {
    const account = reachables.get(accountId ?? '')
    const member = account?.members.find(({ email }) => addressKey(email) === addressKey(to))
    const zone = member?.timeZone ?? timeZone
    return zone === null ? [] : [{ to, zone, hours: account?.contacts?.['support-hours'] ?? [] }]
  })
}
