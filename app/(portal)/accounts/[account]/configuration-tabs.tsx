import { getTranslations } from 'next-intl/server'
import { GateTabs } from '#/components/shell/gate-tabs.tsx'
import type { AccountGrant } from '#/lib/accounts/access/grants.ts'
import { contactsPath, endpointsPath, usersPath } from './paths.ts'

/** The tabs of Configuration; the gate has the same without endpoints. */
export async function ConfigurationTabs({ grant }: { grant: AccountGrant }) {
  const t = await getTranslations('gate')
  return (
    <GateTabs
      label={t('tabs')}
      tabs={[
        { href: contactsPath(grant), label: t('contactInformation') },
        ...(grant.locked ? [] : [{ href: endpointsPath(grant), label: t('endpoints') }]),
        { href: usersPath(grant), label: t('users') },
      ]}
    />
  )
}
