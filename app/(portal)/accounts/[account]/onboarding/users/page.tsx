import { getTranslations } from 'next-intl/server'
import { definePage } from '#/app/define-page.tsx'
import { PageTitle } from '#/components/page-title.tsx'
import { requireLockedAccount } from '#/lib/access/require.ts'
import { currentSettings } from '#/lib/settings/current.ts'
import { renderUsersTab } from '../../users-tab.tsx'

const path = 'onboarding/users'

export default definePage(
  async ({ params, searchParams }: PageProps<'/accounts/[account]/onboarding/users'>) => {
    const grant = await requireLockedAccount((await params).account, path)
    const t = await getTranslations('users')
    const { programmeName } = await currentSettings()
    const { account } = grant
    return (
      <>
        <PageTitle parts={[t('title'), account.name, programmeName]} />
        {
          await renderUsersTab({
            grant,
            path: `/accounts/${account.slug}/${path}`,
            query: await searchParams,
          })
        }
      </>
    )
  },
)
