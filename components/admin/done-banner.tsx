import { getTranslations } from 'next-intl/server'
import { Banner } from '#/components/ui/banner.tsx'

const known = ['created', 'approve', 'send-back', 'disable', 'enable', 'extended', 'invited'] as const

/** Says what staff's last command did; nothing where the address asks for nothing known. */
export async function AdminDoneBanner({ done }: { done: string | string[] | undefined }) {
  const t = await getTranslations('admin.done')
  const said = known.find((word) => word === done)
  return said ? <Banner meaning="good" role="status" title={t(said)} /> : null
}
