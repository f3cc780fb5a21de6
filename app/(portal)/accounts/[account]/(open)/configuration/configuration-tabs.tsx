import { getTranslations } from 'next-intl/server'
import { GateTabs } from '#/components/shell/gate-tabs.tsx'

export async function ConfigurationTabs({ base }: { base: string }) {
  const t = await getTranslations('gate')
  return (
    <GateTabs
      label={t('tabs')}
      tabs={[
        { href: `${base}/configuration/contact-information`, label: t('contactInformation') },
        { href: `${base}/configuration/users`, label: t('users') },
      ]}
    />
  )
}
