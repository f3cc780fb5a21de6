import { getTranslations } from 'next-intl/server'

/** The first link on a page; it appears on focus and moves the focus to `#content`, past the navigation. */
export async function SkipLink() {
  const t = await getTranslations('common')
  return (
    <a
      href="#content"
      className="sr-only rounded-box bg-surface px-4 py-2 font-medium shadow-float focus:not-sr-only focus:fixed focus:top-3 focus:left-3 focus:z-50 focus:px-4 focus:py-2 print:hidden"
    >
      {t('skip')}
    </a>
  )
}
