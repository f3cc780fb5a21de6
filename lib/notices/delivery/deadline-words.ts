import type { NoticeKind } from '#/db/words/notices.ts'
import type { Locale } from '#/db/words/people.ts'
import type { NoticeReader } from '#/lib/notices/notice/shown.ts'
import { dateTag } from '#/lib/platform/i18n/languages.ts'
import type { MailContext } from '#/lib/platform/mail/model.ts'
import type { Deadline, NextNotified } from './deadline.ts'

/** How pages and mails format times: `moment` with its day; `time` alone, within a day. */
export type DeadlineWords = {
  t: MailContext['t']
  locale: Locale
  programme: string
  moment(at: number): string
  time(at: number): string
}

/** `reader`: staff do not acknowledge. `counted`: contacts are counted, not named. */
type Said = { kind?: NoticeKind | undefined; reader?: NoticeReader; counted?: boolean }

/**
 * The sentence about a deadline, the same in mails and on pages (notices.md, What a message says): when an emergency
 * escalates and to whom, or else by when the answer is due.
 */
export function formatDeadline(deadline: Deadline, said: Said, words: DeadlineWords): string {
  const { at, left, next } = deadline
  const { kind, reader = 'partner', counted = false } = said
  const { t, programme, moment, time } = words
  const to = reader === 'staff' ? 'staff-' : ''
  if (kind === 'drill') return t('band.drill-until', { date: moment(at) })
  if (!next) return t(`band.${to}${left > 0 ? 'until' : 'overdue'}`, { date: moment(at) })
  const isNow = left <= 0
  const values = { programme, time: time(at) }
  if (next.again && !to) return t(isNow ? 'band.again-now' : 'band.again', values)
  const names = nameNotified(next, counted, words)
  return isNow ? t(`band.${to}escalates-now`, { names }) : t('band.escalates', { ...values, names })
}

/** More contacts than this are counted, not named. */
const maxNamed = 2

function nameNotified(
  { addresses, again }: NextNotified,
  counted: boolean,
  { t, locale, programme }: DeadlineWords,
): string {
  const named = counted ? [] : addresses.slice(0, maxNamed)
  const more = addresses.length - named.length
  return new Intl.ListFormat(dateTag(locale)).format([
    ...named,
    ...(more > 0 ? [t(counted ? 'band.contacts' : 'band.more', { count: more })] : []),
    ...(again ? [t('band.same')] : []),
    t('band.team', { programme }),
  ])
}
