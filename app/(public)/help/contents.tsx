import { getTranslations } from 'next-intl/server'
import { helpSections } from './sections.ts'

/** The guide's sections; where there is room, it stays beside them. */
export async function Contents() {
  const t = await getTranslations('help')
  return (
    <nav
      aria-labelledby="contents"
      className="rounded-box border border-line bg-surface p-4 lg:sticky lg:top-8 lg:border-0 lg:bg-transparent lg:p-0 print:hidden"
    >
      <h2 id="contents" className="font-semibold text-muted text-small">
        {t('contents')}
      </h2>
      <ul className="mt-2 lg:-ml-3">
        {helpSections.map((section) => (
          <li key={section}>
            <a
              href={`#${section}`}
              className="flex min-h-9 items-center rounded-box py-1 no-underline hover:underline lg:px-3 lg:hover:bg-sunken"
            >
              {t(`sections.${section}`)}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}
