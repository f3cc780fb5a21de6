import { getTranslations } from 'next-intl/server'
import { Badge } from '#/components/ui/badge.tsx'

/** Says of an address, wherever it shows, that its mail comes back (notices.md, Bouncing). */
export async function BouncingBadge() {
  const t = await getTranslations('contacts.form')
  return <Badge meaning="bad">{t('bouncing')}</Badge>
}

/** What that means, and what helps. */
export async function BouncingHint() {
  const t = await getTranslations('contacts.form')
  return <span className="block max-w-measure text-bad text-small">{t('bouncingHint')}</span>
}
