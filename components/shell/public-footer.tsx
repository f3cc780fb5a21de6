import { getLocale, getTranslations } from 'next-intl/server'
import { Link } from '#/components/ui/link.tsx'
import { currentSettings } from '#/lib/platform/settings/current.ts'
import { privacyIn } from '#/lib/platform/settings/privacy.ts'

/** The footer of public pages: the guide, and the programme's privacy notice if it has one. */
export async function PublicFooter() {
  const t = await getTranslations('common')
  const help = await getTranslations('help')
  const privacy = privacyIn(await currentSettings(), await getLocale())
  return (
    <footer className="mt-auto border-line border-t py-4 text-small print:hidden">
      <ul className="flex flex-wrap gap-x-6 gap-y-1">
        <li>
          <Link href="/help" className="inline-block py-1">
            {help('title')}
          </Link>
        </li>
        {privacy ? (
          <li>
            {privacy.href ? (
              <a href={privacy.href} rel="noopener noreferrer" className="inline-block py-1">
                {t('privacy')}
              </a>
            ) : (
              <Link href="/privacy" className="inline-block py-1">
                {t('privacy')}
              </Link>
            )}
          </li>
        ) : null}
      </ul>
    </footer>
  )
}
