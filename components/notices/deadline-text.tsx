import { getLocale, getTranslations } from 'next-intl/server'
import type { NoticeKind } from '#/db/words/notices.ts'
import type { Deadline } from '#/lib/notices/delivery/deadline.ts'
import { formatDeadline } from '#/lib/notices/delivery/deadline-words.ts'
import type { NoticeReader } from '#/lib/notices/notice/shown.ts'
import { getFormatter } from '#/lib/platform/i18n/formatter.ts'
import { currentSettings } from '#/lib/platform/settings/current.ts'

type DeadlineTextProps = {
  deadline: Deadline
  kind?: NoticeKind
  /** Default: a partner. */
  reader?: NoticeReader
  /** Contacts are counted, not named. */
  counted?: boolean
}

/** The sentence about a deadline, as in mails; times are in the reader's zone, which a `ZoneNote` on the page names. */
export async function DeadlineText({ deadline, ...said }: DeadlineTextProps) {
  const { programmeName: programme } = await currentSettings()
  const t = await getTranslations('mail')
  const locale = await getLocale()
  const format = await getFormatter()
  return formatDeadline(deadline, said, {
    ...{ t, locale, programme },
    moment: (at) => format.dateTime(at, { dateStyle: 'medium', timeStyle: 'short' }),
    time: (at) => format.dateTime(at, { timeStyle: 'short' }),
  })
}
