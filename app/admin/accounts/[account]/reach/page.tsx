import Link from 'next/link'
import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { definePage } from '#/app/define-page.tsx'
import { namePurposes } from '#/components/notices/notice-words.ts'
import { ReachView } from '#/components/reach/reach-view.tsx'
import { PageTitle } from '#/components/shell/page-title.tsx'
import { PageHeader } from '#/components/ui/page-header.tsx'
import { listConfirmedKeys } from '#/lib/accounts/addresses/queries.ts'
import { findAccountForStaff } from '#/lib/admin/accounts/admin-queries.ts'
import { requireStaff } from '#/lib/identity/access/require-staff.ts'
import { readReachQuestion, whomWouldEachReachIn } from '#/lib/notices/routing/reach-queries.ts'
import { currentSettings } from '#/lib/platform/settings/current.ts'
import { getStore } from '#/lib/platform/store/store.ts'

export default definePage(async ({ params, searchParams }: PageProps<'/admin/accounts/[account]/reach'>) => {
  const grant = await requireStaff()
  const { read } = await getStore()
  const asked = readReachQuestion(await searchParams, 'production')
  const view = await findAccountForStaff(read, grant, (await params).account)
  if (!view) notFound()
  const { account } = view
  const each = await whomWouldEachReachIn(read, grant, account.id, asked.environment)
  if (!each) notFound()
  const t = await getTranslations('reach')
  const { programmeName, escalationMinutes } = await currentSettings()
  const page = `/admin/accounts/${account.slug}`
  return (
    <>
      <PageTitle parts={[t('title'), account.name, programmeName]} />
      <PageHeader
        title={t('title')}
        context={<Link href={page}>{account.name}</Link>}
        description={t.rich('leadStaff', {
          routing: (words) => <Link href="/admin/settings/routing">{words}</Link>,
        })}
      />
      <ReachView
        path={`${page}/reach`}
        asked={asked}
        each={each}
        people={{ ...view, confirmed: await listConfirmedKeys(read, account.id) }}
        names={await namePurposes(programmeName)}
        programme={programmeName}
        escalationMinutes={escalationMinutes}
      />
    </>
  )
})
