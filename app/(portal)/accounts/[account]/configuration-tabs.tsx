import { getTranslations } from 'next-intl/server'
import { GateTabs } from '#/components/shell/gate-tabs.tsx'
import type { AccountGrant } from '#/lib/accounts/access/grants.ts'
import { contactsPath, usersPath } from './paths.ts'

/** The tabs of Configuration, which are also the gate's. */
export async function ConfigurationTabs({ grant }: { grant: AccountGrant }) {
  const t = await getTranslations('gate')
  return (
    <GateTabs
      label={t('tabs')}
      tabs={[
        { href: contactsPath(grant), label: t('contactInformation') },
        { href: usersPath(grant), label: t('users') },
      ]}
    />
  )
}
