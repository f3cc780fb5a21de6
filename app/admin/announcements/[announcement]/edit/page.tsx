import { notFound, redirect } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { definePage } from '#/app/define-page.tsx'
import { AnnouncementForm } from '#/components/announcements/announcement-form.tsx'
import { nameAnnouncement } from '#/components/announcements/announcement-texts.ts'
import { Page } from '#/components/shell/page.tsx'
import { Link } from '#/components/ui/link.tsx'
import { staff } from '#/lib/identity/access/require-staff.ts'
import { writeAudience } from '#/lib/notices/announcements/form.ts'
import { editableStates } from '#/lib/notices/announcements/policy.ts'
import { findAnnouncement } from '#/lib/notices/announcements/queries.ts'
import { writeAnnouncementAction } from '../../actions.ts'

export default definePage(
  '/admin/announcements/[announcement]/edit',
  staff,
  async ({ grant, read, params }) => {
    const found = (await findAnnouncement(read, grant, params.announcement)) ?? notFound()
    if (!editableStates.includes(found.state)) redirect(`/admin/announcements/${found.id}`)
    const t = await getTranslations('announcements')
    return (
      <Page
        title={t('text.edit')}
        context={<Link href={`/admin/announcements/${found.id}`}>{await nameAnnouncement(found.texts)}</Link>}
        description={t('text.lead')}
      >
        <AnnouncementForm
          action={writeAnnouncementAction}
          id={found.id}
          version={found.version}
          audience={writeAudience(found.audience)}
          written={found}
        />
      </Page>
    )
  },
)
