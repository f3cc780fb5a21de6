import { getTranslations } from 'next-intl/server'
import { Link } from '#/components/ui/link.tsx'
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

type ConfirmationsFollowProps = {
  /** How many addresses the step asked to confirm; null if its title shows it. */
  asked: number | null
  /** Where each address shows its status. */
  href: string
}

/** How many addresses a step asked to confirm, and where their answers will show. */
export async function ConfirmationsFollow({ asked, href }: ConfirmationsFollowProps) {
  const t = await getTranslations('confirmations.follows')
  return (
    <p>
      {asked === null ? null : t('text', { asked })} <Link href={href}>{t('watch')}</Link>
    </p>
  )
}

/** How many invitations wait for their answer, and where each shows whether it arrived. */
export async function InvitationsFollow({ waiting, href }: { waiting: number; href: string }) {
  if (waiting === 0) return null
  const t = await getTranslations('users.follows')
  return (
    <p>
      {t('text', { count: waiting })} <a href={href}>{t('watch')}</a>
    </p>
  )
}
