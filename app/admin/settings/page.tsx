import { getTranslations } from 'next-intl/server'
import { definePage } from '#/app/define-page.tsx'
import { EndpointsOff } from '#/components/settings/endpoints-off.tsx'
import { Page } from '#/components/shell/page.tsx'
import { Card } from '#/components/ui/card.tsx'
import { Link } from '#/components/ui/link.tsx'
import { staff } from '#/lib/identity/access/require-staff.ts'
import { listAllowedKinds } from '#/lib/platform/settings/allowed-kinds.ts'

/** The settings in the order of the page; `admin`: only admins see it. */
const sections = [
  { id: 'programme', href: '/admin/settings/programme', admin: false },
  { id: 'types', href: '/admin/settings/types', admin: false },
  { id: 'deadlines', href: '/admin/settings/deadlines', admin: false },
  { id: 'routing', href: '/admin/settings/routing', admin: false },
  { id: 'endpoints', href: '/admin/settings/endpoints', admin: false },
  { id: 'staff', href: '/admin/settings/staff', admin: false },
  { id: 'sources', href: '/admin/settings/sources', admin: true },
  { id: 'retention', href: '/admin/settings/retention', admin: true },
  { id: 'personal', href: '/admin/settings/personal-data', admin: true },
  { id: 'api', href: '/docs/api', admin: false },
] as const

export default definePage('/admin/settings', staff, async ({ grant: { staffRole }, read }) => {
  const t = await getTranslations('adminSettings')
  const { why } = await listAllowedKinds(read)
  return (
    <Page title={t('title')} description={t(staffRole === 'admin' ? 'lead' : 'leadSupport')}>
      {why === 'unchosen' || why === 'no-key' ? (
        <EndpointsOff why={why} base={staffRole === 'admin' ? '/admin/settings/endpoints' : null} />
      ) : null}
      <div className="grid max-w-4xl gap-4 lg:grid-cols-2">
        {sections
          .filter(({ admin }) => !admin || staffRole === 'admin')
          .map(({ id, href }) => (
            <Card
              key={id}
              title={<Link href={href}>{t(`${id}.title`)}</Link>}
              description={t(`${id}.text`)}
            />
          ))}
      </div>
    </Page>
  )
})
