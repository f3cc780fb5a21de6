import { getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { Banner } from '#/components/ui/banner.tsx'

const known = ['created', 'approve', 'send-back', 'disable', 'enable', 'extended', 'invited'] as const

type DoneProps = {
  done: string | string[] | undefined
  /** Where to go on from there. */
  action?: ReactNode | undefined
}

/** Says what staff's last command did; nothing where the address asks for nothing known. */
export async function AdminDoneBanner({ done, action }: DoneProps) {
  const t = await getTranslations('admin.done')
  const said = known.find((word) => word === done)
  return said ? <Banner meaning="good" role="status" title={t(said)} action={action} /> : null
}
