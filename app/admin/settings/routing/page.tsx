import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import { definePage } from '#/app/define-page.tsx'
import { namePurposes } from '#/components/notices/notice-words.ts'
import { RouteTable } from '#/components/routing/route-table.tsx'
import { PageTitle } from '#/components/shell/page-title.tsx'
import { ZoneNote } from '#/components/shell/zone-note.tsx'
import { Banner } from '#/components/ui/banner.tsx'
import { PageHeader } from '#/components/ui/page-header.tsx'
import { noticeCategories } from '#/db/words/notices.ts'
import { requireStaff } from '#/lib/identity/access/require-staff.ts'
import { listRoutes } from '#/lib/notices/routing/routes.ts'
import { currentSettings } from '#/lib/platform/settings/current.ts'
import { getStore } from '#/lib/platform/store/store.ts'

const base = '/admin/settings/routing'

export default definePage(async ({ searchParams }: PageProps<'/admin/settings/routing'>) => {
  const grant = await requireStaff()
  const t = await getTranslations('routing')
  const categories = await getTranslations('mail.categories')
  const settings = await getTranslations('adminSettings')
  const { programmeName } = await currentSettings()
  const { done } = await searchParams
  const saved = noticeCategories.find((category) => category === done)
  const isAdmin = grant.staffRole === 'admin'
  return (
    <>
      <PageTitle parts={[t('title'), programmeName]} />
      <PageHeader
        title={t('title')}
        context={<Link href="/admin/settings">{settings('title')}</Link>}
        description={t('lead')}
      />
      {saved ? (
        <Banner meaning="good" role="status" title={t('saved', { category: categories(saved) })} />
      ) : null}
      {isAdmin ? null : <Banner meaning="information" title={t('readOnly')} />}
      <RouteTable
        routes={await listRoutes((await getStore()).read, grant)}
        names={await namePurposes(programmeName)}
        base={isAdmin ? base : null}
      />
      <ul className="max-w-measure list-disc pl-5 text-muted text-small">
        <li>{t('notes.fallback')}</li>
        <li>{t('notes.escalation')}</li>
        <li>{t('notes.published')}</li>
        <li>{t('notes.days')}</li>
      </ul>
      <ZoneNote />
    </>
  )
})
