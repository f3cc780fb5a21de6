import type { NoticeCategory, NoticeKind } from '#/db/words/notices.ts'
import { formatDuration } from '#/lib/platform/i18n/duration.ts'
import { dateTag } from '#/lib/platform/i18n/languages.ts'
import type { BandTone, MailBand, MailContext } from '#/lib/platform/mail/model.ts'
import { formatMoment, formatTime } from '#/lib/platform/mail/wording.ts'
import type { Deadline, NextNotified } from './deadline.ts'

/** `isRepeated`: nobody acknowledged an earlier mail. `timeZone` of the recipient (IANA), null if unknown. */
type Banded = {
  accountName: string
  category: NoticeCategory
  kind?: NoticeKind
  announced?: boolean
  isRepeated?: boolean
  deadline?: Deadline | null
  timeZone: string | null
}

/** What a mail about a notice is, and by when somebody has to answer (notices.md, What a message says). */
export function bandOf(notice: Banded, context: MailContext): MailBand {
  const { accountName: account, category, kind = 'event', isRepeated = false } = notice
  const { t } = context
  const name = nameOf(notice, context)
  const word = isRepeated && kind === 'event' ? t('band.unanswered', { name }) : name
  return {
    tone: kind === 'event' ? toneOf(category) : kind,
    word,
    account,
    deadline: sayDeadline(notice, context),
  }
}

/** The band of the end of notices. */
export function resolvedBand(
  { accountName: account }: { accountName: string },
  { t }: MailContext,
): MailBand {
  return { tone: 'resolved', word: t('band.resolved'), account, deadline: '' }
}

function nameOf({ kind = 'event', category, announced = false }: Banded, { t }: MailContext): string {
  if (kind !== 'event') return t(`band.${kind}`)
  return t(announced && category !== 'emergency' ? 'band.announcement' : `categories.${category}`)
}

function toneOf(category: NoticeCategory): BandTone {
  if (category === 'emergency') return 'emergency'
  return category === 'production-alert' ? 'alert' : 'notice'
}

function sayDeadline({ deadline, kind, timeZone }: Banded, context: MailContext): string {
  if (!deadline) return ''
  const { t, locale } = context
  const { at, left, next } = deadline
  const date = formatMoment(at, { locale, timeZone })
  if (kind === 'drill') return t('band.drill-until', { date })
  if (!next) return t(left > 0 ? 'band.until' : 'band.overdue', { date })
  const words = { time: formatTime(at, { locale, timeZone }), duration: formatDuration(left, locale) }
  return next.again
    ? t('band.again', words)
    : t('band.escalates', { ...words, names: nameNotified(next, context) })
}

/** So many addresses say whom it is about; the mail that they get names all. */
const mostNamed = 2

function nameNotified({ addresses }: NextNotified, { t, locale }: MailContext): string {
  const more = addresses.length - mostNamed
  return new Intl.ListFormat(dateTag(locale)).format([
    ...addresses.slice(0, mostNamed),
    ...(more > 0 ? [t('band.more', { count: more })] : []),
    t('band.team'),
  ])
}
