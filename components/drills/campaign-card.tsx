import { getLocale, getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { AudienceWords } from '#/components/accounts/audience-found.tsx'
import { Instant } from '#/components/shell/instant.tsx'
import { Badge } from '#/components/ui/badge.tsx'
import { Card } from '#/components/ui/card.tsx'
import { Progress } from '#/components/ui/progress.tsx'
import type { CampaignView } from '#/lib/notices/drills/campaign-view.ts'
import type { CampaignState } from '#/lib/notices/drills/campaigns.ts'
import { formatDuration } from '#/lib/platform/i18n/duration.ts'
import { minute } from '#/lib/platform/values/clock.ts'

type CampaignCardProps = {
  campaign: CampaignView & { minutesLeft: number }
  words: readonly { text: string }[]
  /** The possible actions and the live update. */
  children: ReactNode
}

const meanings = {
  listing: 'information',
  sending: 'information',
  stopping: 'attention',
  stopped: 'attention',
  done: 'good',
} as const satisfies Record<CampaignState, string>

/** Shows the progress and the results of a drill of several accounts. */
export async function CampaignCard({ campaign, words, children }: CampaignCardProps) {
  const t = await getTranslations('drills.round')
  const { state, asked, notLive, waiting, released, done, minutesLeft } = campaign
  const total = asked - released
  return (
    <Card
      title={t('title')}
      status={<Badge meaning={meanings[state]}>{t(`states.${state}`)}</Badge>}
      description={t.rich('by', { name: campaign.askedByName, at: () => <Instant at={campaign.askedAt} /> })}
    >
      {state === 'listing' ? (
        <p role="status">{t('listing', { count: asked })}</p>
      ) : (
        <Progress
          label={t('progress')}
          text={t('text', { done, total })}
          value={done}
          max={Math.max(1, total)}
        />
      )}
      <Outcomes outcomes={campaign.outcomes} />
      <div className="flex max-w-measure flex-col gap-1 text-small">
        {state === 'sending' && done < total ? (
          <p>{t('left', { duration: formatDuration(minutesLeft * minute, await getLocale()) })}</p>
        ) : null}
        {notLive + waiting > 0 ? <p className="text-muted">{t('leftOut', { notLive, waiting })}</p> : null}
        {released > 0 ? <p className="text-muted">{t('released', { count: released })}</p> : null}
        <div className="text-muted">
          {t('audience')}: <AudienceWords words={words} />
        </div>
      </div>
      {children}
    </Card>
  )
}

/** Drills that staff ended by hand are few, so only the list shows them. */
const counted = ['waiting', 'reached', 'unanswered', 'unsent'] as const

async function Outcomes({ outcomes }: Pick<CampaignView, 'outcomes'>) {
  const t = await getTranslations('drills.list.views')
  return (
    <dl className="flex flex-wrap gap-x-8 gap-y-2">
      {counted.map((outcome) => (
        <div key={outcome} className="flex flex-col">
          <dt className="text-muted text-small">{t(outcome)}</dt>
          <dd className="font-semibold text-large tabular-nums">{outcomes[outcome]}</dd>
        </div>
      ))}
    </dl>
  )
}
