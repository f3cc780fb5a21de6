import { notFound, redirect } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { definePage } from '#/app/define-page.tsx'
import { nameAnnouncement } from '#/components/announcements/announcement-texts.ts'
import { AudienceChoice } from '#/components/announcements/audience-choice.tsx'
import { ActionForm } from '#/components/form/action-form.tsx'
import { Page } from '#/components/shell/page.tsx'
import { Link } from '#/components/ui/link.tsx'
import { accountFilters } from '#/lib/accounts/search/list.ts'
import { listIntegrationTypes } from '#/lib/accounts/types/queries.ts'
import { staff } from '#/lib/identity/access/require-staff.ts'
import { writeAudience } from '#/lib/notices/announcements/form.ts'
import { editableStates } from '#/lib/notices/announcements/policy.ts'
import { countAudience, findAnnouncement } from '#/lib/notices/announcements/queries.ts'
import { chooseAudienceAction } from '../../actions.ts'

export default definePage(
  '/admin/announcements/[announcement]/audience',
  staff,
  async ({ grant, read, params, query }) => {
    const found = (await findAnnouncement(read, grant, params.announcement)) ?? notFound()
    if (!editableStates.includes(found.state)) redirect(`/admin/announcements/${found.id}`)
    const t = await getTranslations('announcements')
    // Without a query it starts with the stored filters.
    const filters = accountFilters.read(query.asked === undefined ? found.audience : query)
    const audience = accountFilters.query(filters)
    return (
      <Page
        title={t('audience.choose')}
        context={<Link href={`/admin/announcements/${found.id}`}>{await nameAnnouncement(found.texts)}</Link>}
        description={t('audience.lead')}
      >
        <AudienceChoice
          path={`/admin/announcements/${found.id}/audience`}
          filters={filters}
          types={await listIntegrationTypes(read)}
          found={await countAudience(read, grant, audience)}
        >
          <ActionForm
            action={chooseAudienceAction}
            id="audience"
            hidden={{ announcement: found.id, version: found.version, audience: writeAudience(audience) }}
            submit={t('audience.use')}
          />
        </AudienceChoice>
      </Page>
    )
  },
)
