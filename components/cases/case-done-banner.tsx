import { getTranslations } from 'next-intl/server'
import { Banner } from '#/components/ui/banner.tsx'

const known = ['replied', 'closed', 'noted', 'assigned', 'unassigned'] as const

/** Says what staff's last command on a case did; nothing where the address asks for nothing known. */
export async function CaseDoneBanner({ done }: { done: string | string[] | undefined }) {
  const t = await getTranslations('cases.staffDone')
  const said = known.find((word) => word === done)
  return said ? <Banner meaning="good" role="status" title={t(said)} /> : null
}
