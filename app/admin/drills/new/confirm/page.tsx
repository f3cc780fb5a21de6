import Link from 'next/link'
import { getLocale, getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { definePage } from '#/app/define-page.tsx'
import { AudienceWords } from '#/components/accounts/audience-found.tsx'
import { ActionForm } from '#/components/form/action-form.tsx'
import { Page } from '#/components/shell/page.tsx'
import { Banner } from '#/components/ui/banner.tsx'
import { ButtonLink } from '#/components/ui/button.tsx'
import { Card } from '#/components/ui/card.tsx'
import { formatFilters } from '#/lib/accounts/search/filter-words.ts'
import { accountFilters } from '#/lib/accounts/search/list.ts'
import { listIntegrationTypes } from '#/lib/accounts/types/queries.ts'
import { staff } from '#/lib/identity/access/require-staff.ts'
import { countDrillAudience } from '#/lib/notices/drills/audience.ts'
import { findCampaign, isCampaignRunning } from '#/lib/notices/drills/campaigns.ts'
import { minutesFor } from '#/lib/notices/drills/policy.ts'
import { formatDuration } from '#/lib/platform/i18n/duration.ts'
import { minute } from '#/lib/platform/values/clock.ts'
import { newId } from '#/lib/platform/values/ids.ts'
import { drillAudienceAction } from '../../actions.ts'

/** Asks for confirmation: how many accounts the drill reaches, how many not and why. */
export default definePage('/admin/drills/new/confirm', staff, async ({ grant, read, query }) => {
  const t = await getTranslations('drills')
  const audiences = await getTranslations('announcements.audience')
  const filters = accountFilters.read(query)
  const counts = await countDrillAudience(read, grant, filters)
  const words = await formatFilters(filters, await listIntegrationTypes(read))
  const running = isCampaignRunning(await findCampaign(read))
  const change = (
    <ButtonLink href={accountFilters.href(filters, null, '/admin/drills/new')}>
      {t('confirm.change')}
    </ButtonLink>
  )
  return (
    <Page title={t('confirm.title')} context={<Link href="/admin/drills">{t('title')}</Link>}>
      {running ? (
        <Banner
          meaning="attention"
          title={t('confirm.running')}
          action={<ButtonLink href="/admin/drills">{t('confirm.look')}</ButtonLink>}
        >
          {t('confirm.runningText')}
        </Banner>
      ) : null}
      <Card title={audiences('title')} actions={change}>
        <AudienceWords words={words} />
      </Card>
      <RoundCounts counts={counts} minutes={minutesFor(counts.drilled)}>
        {counts.drilled > 0 ? (
          <ActionForm
            id="round"
            action={drillAudienceAction}
            hidden={{ id: newId(), audience: new URLSearchParams(accountFilters.query(filters)).toString() }}
            submit={t('confirm.send', { count: counts.drilled })}
          />
        ) : null}
      </RoundCounts>
    </Page>
  )
})

type RoundCountsProps = {
  /** The number of accounts in the drill, and of the others by reason. */
  counts: { drilled: number; notLive: number; waiting: number }
  /** The estimated duration. */
  minutes: number
  children: ReactNode
}

/** Explains the effects of a drill of several accounts. */
async function RoundCounts({ counts, minutes, children }: RoundCountsProps) {
  const t = await getTranslations('drills.confirm')
  const { drilled, notLive, waiting } = counts
  return (
    <Card title={t('drilled', { count: drilled })}>
      <div className="flex max-w-measure flex-col gap-2">
        {drilled > 0 ? (
          <>
            <p>{t('text')}</p>
            <p>{t('pace', { duration: formatDuration(minutes * minute, await getLocale()) })}</p>
          </>
        ) : (
          <p>{t('none')}</p>
        )}
        {notLive > 0 ? <p className="text-muted">{t('notLive', { count: notLive })}</p> : null}
        {waiting > 0 ? <p className="text-muted">{t('waiting', { count: waiting })}</p> : null}
      </div>
      {children}
    </Card>
  )
}
