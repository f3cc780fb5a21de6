import { getTranslations } from 'next-intl/server'
import { Page } from '#/components/shell/page.tsx'
import type { AccountPageProps } from '../../../account-page.tsx'
import { renderUsersTab } from '../../../users-tab.tsx'
import { ConfigurationTabs } from '../configuration-tabs.tsx'

/** The Users tab of Configuration. */
export async function renderUsers({ grant, query }: AccountPageProps) {
  const t = await getTranslations('users')
  const { account, base } = grant
  return (
    <Page title={t('title')} of={[account.name]} description={t('description', { account: account.name })}>
      <ConfigurationTabs base={base} />
      {await renderUsersTab({ grant, query })}
    </Page>
  )
}
