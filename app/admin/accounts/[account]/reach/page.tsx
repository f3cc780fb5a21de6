import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { definePage } from '#/app/define-page.tsx'
import { ReachView } from '#/components/reach/reach-view.tsx'
import { Page } from '#/components/shell/page.tsx'
import { Link } from '#/components/ui/link.tsx'
import { listConfirmedKeys } from '#/lib/accounts/points/confirmed.ts'
import { staff } from '#/lib/identity/access/require-staff.ts'
import { previewReachByCategory } from '#/lib/notices/routing/reach-queries.ts'
import { reachSearch } from '#/lib/notices/views/lists.ts'
import { currentSettings } from '#/lib/platform/settings/current.ts'
import { openAccount } from '../open-account.ts'

export default definePage('/admin/accounts/[account]/reach', staff, async ({ grant, params, query }) => {
  const { category, environment } = reachSearch.read(query)
  const asked = { category, environment: environment ?? 'production' }
  const { read, account, page, parent } = await openAccount(grant, params.account)
  const each = (await previewReachByCategory(read, grant, account.id, asked.environment)) ?? notFound()
  const t = await getTranslations('reach')
  const { escalationMinutes } = await currentSettings()
  return (
    <Page
      title={t('title')}
      parent={parent}
      description={t.rich('leadStaff', {
        routing: (words) => <Link href="/admin/settings/routing">{words}</Link>,
      })}
    >
      <ReachView
        path={`${page}/reach`}
        asked={asked}
        each={each}
        confirmed={await listConfirmedKeys(read, account.id)}
        escalationMinutes={escalationMinutes}
      />
    </Page>
  )
})
