import Link from 'next/link'
import { getTranslations } from 'next-intl/server'

/** The way to what helps when no mail arrives: who cannot sign in finds it nowhere else. */
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
