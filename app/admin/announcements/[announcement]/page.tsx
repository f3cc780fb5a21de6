import Link from 'next/link'
import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { definePage } from '#/app/define-page.tsx'
import { AnnouncementBadge } from '#/components/announcements/announcement-badge.tsx'
import { AnnouncementFacts } from '#/components/announcements/announcement-facts.tsx'
import { AnnouncementTextCards } from '#/components/announcements/announcement-texts.tsx'
import { languageOfName, nameAnnouncement } from '#/components/announcements/announcement-words.ts'
import { AnnouncementDoneBanner } from '#/components/announcements/done-banner.tsx'
import { CaseColumns } from '#/components/cases/case-columns.tsx'
import { PageTitle } from '#/components/shell/page-title.tsx'
import { ZoneNote } from '#/components/shell/zone-note.tsx'
import { ButtonLink } from '#/components/ui/button.tsx'
import { ButtonRow } from '#/components/ui/button-row.tsx'
import { PageHeader } from '#/components/ui/page-header.tsx'
import { readFilters } from '#/lib/accounts/search/account-filter.ts'
import { sayFilters } from '#/lib/accounts/search/filter-words.ts'
import { listIntegrationTypes } from '#/lib/accounts/types/list-types.ts'
import { requireStaff } from '#/lib/identity/access/require-staff.ts'
import { editableStates } from '#/lib/notices/announcements/policy.ts'
import { findAnnouncement } from '#/lib/notices/announcements/queries.ts'
import { currentSettings } from '#/lib/platform/settings/current.ts'
import { getStore } from '#/lib/platform/store/store.ts'
import { showOutcome } from './show-outcome.tsx'
import { showPreview } from './show-preview.tsx'

type Props = PageProps<'/admin/announcements/[announcement]'>

export default definePage(async ({ params, searchParams }: Props) => {
  const grant = await requireStaff()
  const { read } = await getStore()
  const found = await findAnnouncement(read, grant, (await params).announcement)
  if (!found) notFound()
  const t = await getTranslations('announcements')
  const { programmeName } = await currentSettings()
  const query = await searchParams
  const name = await nameAnnouncement(found.texts)
  const isEditable = editableStates.includes(found.state)
  const types = await listIntegrationTypes(read)
  const show = found.startedAt === null ? showPreview : showOutcome
  const { head, rest } = await show(read, grant, found, query, programmeName)
  return (
    <>
      <PageTitle parts={[name, t('title'), programmeName]} />
      <PageHeader
        title={
          <span dir="auto" lang={await languageOfName(found.texts)}>
            {name}
          </span>
        }
        context={<Link href="/admin/announcements">{t('all')}</Link>}
        status={<AnnouncementBadge state={found.state} />}
      />
      <AnnouncementDoneBanner done={query.done} />
      <CaseColumns
        facts={
          <AnnouncementFacts
            announcement={found}
            audience={await sayFilters(readFilters(found.audience), types, programmeName)}
          />
        }
      >
        {head}
        {isEditable ? (
          <ButtonRow>
            <ButtonLink href={`/admin/announcements/${found.id}/edit`}>{t('change')}</ButtonLink>
            <ButtonLink href={`/admin/announcements/${found.id}/audience`}>{t('audience.change')}</ButtonLink>
          </ButtonRow>
        ) : null}
      </CaseColumns>
      {rest}
      <AnnouncementTextCards texts={found.texts} />
      <ZoneNote />
    </>
  )
})
