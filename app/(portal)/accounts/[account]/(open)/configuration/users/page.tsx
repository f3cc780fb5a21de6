import { getTranslations } from 'next-intl/server'
import { definePage } from '#/app/define-page.tsx'
import { PageTitle } from '#/components/page-title.tsx'
import { GateTabs } from '#/components/shell/gate-tabs.tsx'
import { PageHeader } from '#/components/ui/page-header.tsx'
import { requireOpenAccount } from '#/lib/access/require.ts'
import { currentSettings } from '#/lib/settings/current.ts'
import { renderUsersTab } from '../../../users-tab.tsx'

const path = 'configuration/users'

export default definePage(
  async ({ params, searchParams }: PageProps<'/accounts/[account]/configuration/users'>) => {
    const grant = await requireOpenAccount((await params).account, path)
    const t = await getTranslations('users')
    const gate = await getTranslations('gate')
    const { programmeName } = await currentSettings()
    const { account } = grant
    const base = `/accounts/${account.slug}`
    return (
      <>
        <PageTitle parts={[t('title'), account.name, programmeName]} />
        <PageHeader title={t('title')} description={t('description', { account: account.name })} />
        <GateTabs
          label={gate('tabs')}
          tabs={[
            {
              href: `${base}/configuration/contact-information`,
              label: gate('contactInformation'),
            },
            { href: `${base}/${path}`, label: gate('users') },
          ]}
        />
        {await renderUsersTab({ grant, path: `${base}/${path}`, query: await searchParams })}
      </>
    )
  },
)
