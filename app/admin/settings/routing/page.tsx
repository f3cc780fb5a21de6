import { getTranslations } from 'next-intl/server'
import { definePage } from '#/app/define-page.tsx'
import { RepeatsOff } from '#/components/routing/repeats-off.tsx'
import { RouteTable } from '#/components/routing/route-table.tsx'
import { SettingsPage } from '#/components/settings/settings-page.tsx'
import { Banner } from '#/components/ui/banner.tsx'
import { noticeCategories } from '#/db/words/notices.ts'
import { staff } from '#/lib/identity/access/require-staff.ts'
import { listRoutes } from '#/lib/notices/routing/routes.ts'

const base = '/admin/settings/routing'

export default definePage('/admin/settings/routing', staff, async ({ grant, read, query }) => {
  const t = await getTranslations('routing')
  const categories = await getTranslations('mail.categories')
  const saved = noticeCategories.find((category) => category === query.done)
  const isAdmin = grant.staffRole === 'admin'
  const routes = await listRoutes(read, grant)
  const off = routes.find(({ repeatsUnchosen }) => repeatsUnchosen)
  return (
    <SettingsPage
      title={t('title')}
      lead={t('lead')}
      done={saved ? t('saved', { category: categories(saved) }) : null}
      wide
      zoned
    >
      {isAdmin ? null : <Banner meaning="information" title={t('readOnly')} />}
      {off ? <RepeatsOff route={off} base={isAdmin ? base : null} /> : null}
      <RouteTable routes={routes} base={isAdmin ? base : null} />
      <ul className="max-w-measure list-disc pl-5 text-muted text-small">
        <li>{t('notes.fallback')}</li>
        <li>{t('notes.escalation')}</li>
        <li>{t('notes.repeats')}</li>
        <li>{t('notes.published')}</li>
        <li>{t('notes.days')}</li>
      </ul>
    </SettingsPage>
  )
})
