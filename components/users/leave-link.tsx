import { getTranslations } from 'next-intl/server'
import { ButtonLink } from '#/components/ui/button.tsx'
import { UsersSection } from './users-section.tsx'

type LeaveLinkProps = { account: { name: string }; path: string; lastOwner: boolean }

/** The way out of an account, open to anyone but its last owner. */
export async function LeaveLink({ account, path, lastOwner }: LeaveLinkProps) {
  const t = await getTranslations('users.leave')
  const words = { account: account.name }
  return (
    <UsersSection title={t('title')} description={lastOwner ? t('lastOwner', words) : t('text', words)}>
      {lastOwner ? null : (
        <p>
          <ButtonLink href={`${path}?leave=1`}>{t('action')}</ButtonLink>
        </p>
      )}
    </UsersSection>
  )
}
