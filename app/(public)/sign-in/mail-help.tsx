import { getTranslations } from 'next-intl/server'
import { Link } from '#/components/ui/link.tsx'

/** Links to help for missing mail, which people who cannot sign in find nowhere else. */
export async function MailHelp() {
  const t = await getTranslations('signIn')
  return (
    <p>
      <Link href="/help#mail" className="inline-block py-1">
        {t('mailHelp')}
      </Link>
    </p>
  )
}
