import { getTranslations } from 'next-intl/server'
import { Badge } from '#/components/ui/badge.tsx'

/** Says of an address, wherever it shows, that its mail comes back (notices.md, Bouncing). */
export async function BouncingBadge() {
  const t = await getTranslations('addressStatus')
  return <Badge meaning="bad">{t('bouncing')}</Badge>
}
