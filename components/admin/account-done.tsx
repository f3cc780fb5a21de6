import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import { Banner } from '#/components/ui/banner.tsx'
import { AdminDoneBanner } from './done-banner.tsx'

const known = ['nudged', 'invited-again', 'nothing-missing', 'edited', 'noted', 'drilled'] as const

type AccountDoneProps = {
  done: string | string[] | undefined
  /** How many reviews wait, which whoever has just decided one may go on with. */
  reviews: number | undefined
}

/** Says what the last command on an account did; nothing where the address asks for nothing known. */
export async function AccountDone({ done, reviews }: AccountDoneProps) {
  const t = await getTranslations('adminAccount.done')
  const closing = await getTranslations('closing.done')
  if (done === 'closed' || done === 'reopened') {
    return <Banner meaning="good" role="status" title={closing(done)} />
  }
  const said = known.find((word) => word === done)
  if (said) return <Banner meaning="good" role="status" title={t(said)} />
  const decided = done === 'approve' || done === 'send-back'
  return (
    <AdminDoneBanner
      done={done}
      action={
        decided && reviews !== undefined ? (
          <Link href="/admin/reviews">{t('queue', { count: reviews })}</Link>
        ) : undefined
      }
    />
  )
}
