import type { NoticeCategory, NoticeKind } from '#/db/words/notices.ts'
import type { NoticeReader } from '#/lib/notices/notice/shown.ts'
import type { BandTone, MailBand, MailContext } from '#/lib/platform/mail/model.ts'
import { formatMoment, formatTime } from '#/lib/platform/mail/wording.ts'
import type { Deadline } from './deadline.ts'
import { formatDeadline } from './deadline-words.ts'

/** `isRepeated`: nobody acknowledged an earlier mail. `timeZone` of the recipient (IANA), null if unknown. */
type Banded = {
  accountName: string
  category: NoticeCategory
  kind?: NoticeKind
  announced?: boolean
  isRepeated?: boolean
  deadline?: Deadline | null
  /** Default: a partner. */
  reader?: NoticeReader
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
    deadline: deadlineOf(notice, context),
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

function deadlineOf({ deadline, kind, reader = 'partner', timeZone }: Banded, context: MailContext): string {
  if (!deadline) return ''
  const { t, locale, programmeName: programme } = context
  return formatDeadline(
    deadline,
    { kind, reader },
    {
      ...{ t, locale, programme },
      moment: (at) => formatMoment(at, { locale, timeZone }),
      time: (at) => formatTime(at, { locale, timeZone }),
    },
  )
}
