import Link from 'next/link'
import { notFound, redirect } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { definePage } from '#/app/define-page.tsx'
import { AnnouncementForm } from '#/components/announcements/announcement-form.tsx'
import { nameAnnouncement } from '#/components/announcements/announcement-words.ts'
import { PageTitle } from '#/components/shell/page-title.tsx'
import { PageHeader } from '#/components/ui/page-header.tsx'
import { requireStaff } from '#/lib/identity/access/require-staff.ts'
import { writeAudience } from '#/lib/notices/announcements/form.ts'
import { editableStates } from '#/lib/notices/announcements/policy.ts'
import { findAnnouncement } from '#/lib/notices/announcements/queries.ts'
import { currentSettings } from '#/lib/platform/settings/current.ts'
import { getStore } from '#/lib/platform/store/store.ts'
import { writeAnnouncementAction } from '../../actions.ts'

export default definePage(async ({ params }: PageProps<'/admin/announcements/[announcement]/edit'>) => {
  const grant = await requireStaff()
  const found = await findAnnouncement((await getStore()).read, grant, (await params).announcement)
  if (!found) notFound()
  if (!editableStates.includes(found.state)) redirect(`/admin/announcements/${found.id}`)
  const t = await getTranslations('announcements')
  const { programmeName } = await currentSettings()
  return (
    <>
      <PageTitle parts={[t('text.edit'), programmeName]} />
      <PageHeader
        title={t('text.edit')}
        context={<Link href={`/admin/announcements/${found.id}`}>{await nameAnnouncement(found.texts)}</Link>}
        description={t('text.lead')}
      />
      <AnnouncementForm
        action={writeAnnouncementAction}
        id={found.id}
        version={found.version}
        audience={writeAudience(found.audience)}
        written={found}
      />
    </>
  )
})
