import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import { definePage } from '#/app/define-page.tsx'
import { ReachSteps } from '#/components/notices/would-reach.tsx'
import { PageTitle } from '#/components/page-title.tsx'
import { Card } from '#/components/ui/card.tsx'
import { PageHeader } from '#/components/ui/page-header.tsx'
import { requireOpenAccount } from '#/lib/access/require.ts'
import { whomWouldItReach } from '#/lib/notices/reach-queries.ts'
import { noticeCategories } from '#/lib/notices/schema.ts'
import { currentSettings } from '#/lib/settings/current.ts'
import { getStore } from '#/lib/store.ts'

export default definePage(async ({ params }: PageProps<'/accounts/[account]/notices/reach'>) => {
  const grant = await requireOpenAccount((await params).account, 'notices/reach')
  const t = await getTranslations('notices')
  const categories = await getTranslations('mail.categories')
  const { account } = grant
  const { programmeName: programme } = await currentSettings()
  const { read } = await getStore()
  const base = `/accounts/${account.slug}`
  const views = []
  for (const category of noticeCategories) {
    views.push({ category, view: await whomWouldItReach(read, grant, { category }) })
  }
  return (
    <>
      <PageTitle parts={[t('reachPage.title'), account.name, programme]} />
      <PageHeader
        title={t('reachPage.title')}
        context={<Link href={`${base}/notices`}>{t('one.back')}</Link>}
        description={t('reachPage.lead')}
      />
      <div className="grid max-w-4xl gap-4">
        {views.map(({ category, view }) => (
          <Card key={category} title={categories(category)} description={t(`reachPage.${category}`)}>
            {view.silence ? <p>{t('reachPage.silence')}</p> : null}
            <ReachSteps {...view} programme={programme} />
          </Card>
        ))}
      </div>
      <p>
        <Link href={`${base}/configuration/contact-information`}>{t('test.contacts')}</Link>
      </p>
    </>
  )
})
