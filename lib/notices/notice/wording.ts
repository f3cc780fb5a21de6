import type { Locale } from '#/db/words/locale.ts'
import type { NoticeTopic, NoticeTranslations } from '#/db/words/notices.ts'

/** The notice with its words in a reader's language, where it has them; else those of its columns. */
export function inLanguage<Notice extends { translations?: NoticeTranslations | null }>(
  notice: Notice,
  locale: Locale,
): Notice {
  return { ...notice, ...notice.translations?.[locale] }
}

/** Who reads what a notice says. Staff are not told to write to support: they are support. */
export type NoticeReader = 'partner' | 'staff'

/** Which text under `mail.notice.topics` says how to fix what one of the portal's own notices is about. */
export function remedyKey(topic: NoticeTopic, reader: NoticeReader) {
  if (topic === 'integration-disabled' && reader === 'staff') return 'integration-disabled.remedy-staff'
  return `${topic}.remedy` as const
}
