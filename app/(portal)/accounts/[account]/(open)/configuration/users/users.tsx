import { getTranslations } from 'next-intl/server'
import { GateTabs } from '#/components/shell/gate-tabs.tsx'
import { Page } from '#/components/shell/page.tsx'
import type { AccountGrant } from '#/lib/accounts/access/grants.ts'
import { renderUsersTab } from '../../../users-tab.tsx'

type Props = { grant: AccountGrant; query: Record<string, string | string[] | undefined> }

/** The Users tab as a page under Configuration. */
export async function renderUsers({ grant, query }: Props) {
  const t = await getTranslations('users')
  const gate = await getTranslations('gate')
  const { account } = grant
  const base = `${grant.base}/configuration`
  return (
    <Page title={t('title')} of={[account.name]} description={t('description', { account: account.name })}>
      <GateTabs
        label={gate('tabs')}
        tabs={[
          { href: `${base}/contact-information`, label: gate('contactInformation') },
          { href: `${base}/users`, label: gate('users') },
        ]}
      />
      {await renderUsersTab({ grant, path: `${base}/users`, query })}
    </Page>
  )
}
