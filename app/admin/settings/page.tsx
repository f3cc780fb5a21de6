import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import { definePage } from '#/app/define-page.tsx'
import { PageTitle } from '#/components/shell/page-title.tsx'
import { Card } from '#/components/ui/card.tsx'
import { PageHeader } from '#/components/ui/page-header.tsx'
import { requireStaff } from '#/lib/identity/access/require-staff.ts'
import { currentSettings } from '#/lib/platform/settings/current.ts'

/** What can be set, in the order of the page; `admin`: by admins alone, others do not see it. */
const sections = [
  { id: 'programme', href: '/admin/settings/programme', admin: false },
  { id: 'types', href: '/admin/settings/types', admin: false },
  { id: 'deadlines', href: '/admin/settings/deadlines', admin: false },
  { id: 'routing', href: '/admin/settings/routing', admin: false },
  { id: 'staff', href: '/admin/settings/staff', admin: false },
  { id: 'sources', href: '/admin/settings/sources', admin: true },
  { id: 'retention', href: '/admin/settings/retention', admin: true },
  { id: 'personal', href: '/admin/settings/personal-data', admin: true },
  { id: 'api', href: '/docs/api', admin: false },
] as const

export default definePage(async () => {
  const { staffRole } = await requireStaff()
  const t = await getTranslations('adminSettings')
  const { programmeName } = await currentSettings()
  return (
    <>
      <PageTitle parts={[t('title'), programmeName]} />
      <PageHeader title={t('title')} description={t(staffRole === 'admin' ? 'lead' : 'leadSupport')} />
      <div className="grid max-w-4xl gap-4">
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
    </>
  )
})
