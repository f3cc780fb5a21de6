import { getTranslations } from 'next-intl/server'
import { definePage } from '#/app/define-page.tsx'
import { CampaignCard } from '#/components/drills/campaign-card.tsx'
import { DrillTable } from '#/components/drills/drill-table.tsx'
import { ActionForm } from '#/components/form/action-form.tsx'
import { LiveUpdates } from '#/components/notices/live-updates.tsx'
import { Page } from '#/components/shell/page.tsx'
import { ListTabs, PagedList } from '#/components/shell/paged-list.tsx'
import { ButtonLink } from '#/components/ui/button.tsx'
import { DoneBanner } from '#/components/ui/done-banner.tsx'
import type { Reader } from '#/db/store/store.ts'
import { formatFilters } from '#/lib/accounts/search/filter-words.ts'
import { accountFilters } from '#/lib/accounts/search/list.ts'
import { listIntegrationTypes } from '#/lib/accounts/types/queries.ts'
import { staff } from '#/lib/identity/access/require-staff.ts'
import { type CampaignView, viewCampaign } from '#/lib/notices/drills/campaign-view.ts'
import { drillList, drillViews } from '#/lib/notices/drills/outcome.ts'
import { minutesFor } from '#/lib/notices/drills/policy.ts'
import { listDrills } from '#/lib/notices/drills/queries.ts'
import { currentSettings } from '#/lib/platform/settings/current.ts'
import { stopRoundAction } from './actions.ts'

/** Shows the outcomes of drills, and the current or last drill of several accounts. */
export default definePage('/admin/drills', staff, async ({ grant, read, query }) => {
  const t = await getTranslations('drills')
  const view = drillList.read(query)
  const after = drillList.after(query)
  const { drills, next } = await listDrills(read, grant, { view: view.show, after })
  const campaign = await viewCampaign(read, grant)
  const { drillDays } = await currentSettings()
  return (
    <Page
      title={t('title')}
      description={t('lead', { days: drillDays })}
      actions={
        <ButtonLink href="/admin/drills/new" variant="primary">
          {t('new')}
        </ButtonLink>
      }
    >
      <DoneBanner done={query.done} known={['asked', 'stopped']} title={(word) => t(`done.${word}`)} />
      {campaign ? await showCampaign(read, campaign) : null}
      <ListTabs
        list={drillList}
        view={view}
        name="show"
        values={drillViews}
        label={t('list.label')}
        text={(one) => t(`list.views.${one}`)}
      />
      <PagedList
        list={drillList}
        view={view}
        rows={drills}
        after={after}
        next={next}
        words={{ first: t('list.first') }}
        empty={{ icon: 'bell', title: t('list.none'), text: t('list.noneText') }}
      >
        <DrillTable drills={drills} />
      </PagedList>
    </Page>
  )
})

/** Milliseconds between two updates of a campaign. */
const every = 5000

/** The drill of several accounts, updated while it runs. */
async function showCampaign(read: Reader, campaign: CampaignView) {
  const t = await getTranslations('drills.round')
  const words = await formatFilters(accountFilters.read(campaign.audience), await listIntegrationTypes(read))
  const { state, asked, released, done } = campaign
  const isStoppable = state === 'listing' || state === 'sending'
  const said = [
    { id: 'state', text: t(`states.${state}`) },
    { id: 'done', text: t('text', { done, total: asked - released }) },
  ]
  return (
    <CampaignCard campaign={{ ...campaign, minutesLeft: minutesFor(asked - released - done) }} words={words}>
      {isStoppable ? (
        <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
          <ActionForm
            id="round"
            action={stopRoundAction}
            variant="danger"
            hidden={{ id: campaign.id }}
            submit={t('stop')}
          />
          <p className="text-muted text-small">{t('stopHint')}</p>
        </div>
      ) : null}
      <LiveUpdates inFlight={campaign.running} every={every} said={said} path="/admin/drills" />
    </CampaignCard>
  )
}
