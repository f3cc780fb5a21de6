import { getTranslations } from 'next-intl/server'
import { Banner } from '#/components/ui/banner.tsx'

const known = ['saved', 'tested', 'sent', 'stopped', 'continued'] as const

/** Says what the last command did to an announcement; nothing where the address asks for nothing known. */
export async function AnnouncementDoneBanner({ done }: { done: string | string[] | undefined }) {
  const t = await getTranslations('announcements.done')
  const said = known.find((word) => word === done)
  return said ? <Banner meaning="good" role="status" title={t(said)} /> : null
}
