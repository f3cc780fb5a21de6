import type { Locale } from '#/db/words/locale.ts'
import type { NoticeTranslations } from '#/db/words/notices.ts'

/** The notice with its words in a reader's language, where it has them; else those of its columns. */
export function inLanguage<Notice extends { translations?: NoticeTranslations | null }>(
  notice: Notice,
  locale: Locale,
): Notice {
  return { ...notice, ...notice.translations?.[locale] }
}
