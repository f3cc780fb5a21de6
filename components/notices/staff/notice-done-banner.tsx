import { getTranslations } from 'next-intl/server'
import { Banner } from '#/components/ui/banner.tsx'

const known = ['routed', 'joined', 'still-unroutable', 'closed', 'sent'] as const

/** Says what staff's last command did to a notice; nothing where the address asks for nothing known. */
export async function NoticeDoneBanner({ done }: { done: string | string[] | undefined }) {
  const t = await getTranslations('adminNotices.done')
  const said = known.find((word) => word === done)
  if (!said) return null
  return <Banner meaning={said === 'still-unroutable' ? 'attention' : 'good'} role="status" title={t(said)} />
}
