import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import { findOpenDrill } from '#/lib/accounts/reachability/waiting-drill.ts'
import { findNotice } from '#/lib/notices/views/queries.ts'
import type { AccountPageProps } from './account-page.tsx'

/** How many addresses the drill that waits went to, and where its answer will show. */
export async function DrillFollows({ grant, read }: Omit<AccountPageProps, 'query'>) {
  const waiting = await findOpenDrill(read, grant.account.id)
  const view = waiting && (await findNotice(read, grant, waiting.id))
  if (!view) return null
  const t = await getTranslations('attention.done')
  return (
    <p>
      {t('drilledText', { count: view.deliveries.length })}{' '}
      <Link href={`${grant.base}/notices/${view.notice.id}`}>{t('watch')}</Link>
    </p>
  )
}
