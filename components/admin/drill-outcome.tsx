import { getLocale, getTranslations } from 'next-intl/server'
import { Badge } from '#/components/ui/badge.tsx'
import { formatDuration } from '#/lib/platform/i18n/duration.ts'
import { getFormatter } from '#/lib/platform/i18n/formatter.ts'

type DrillOutcomeProps = {
  /** When the last drill ended, milliseconds UTC. */
  drilledAt: number | null
  /** After how long somebody answered, milliseconds; null: nobody did. */
  reachedAfter: number | null
}

/** What came of an account's last drill (notices.md, Drill), and when. */
export async function LastDrillOutcome({ drilledAt, reachedAfter }: DrillOutcomeProps) {
  const format = await getFormatter()
  if (drilledAt === null) return <span className="text-muted">–</span>
  return (
    <span className="flex flex-col items-start gap-1">
      <DrillBadge reachedAfter={reachedAfter} />
      <time dateTime={new Date(drilledAt).toISOString()} className="text-muted">
        {format.dateTime(drilledAt, { dateStyle: 'medium' })}
      </time>
    </span>
  )
}

/** Whether somebody answered a drill, and how soon. */
export async function DrillBadge({ reachedAfter }: Pick<DrillOutcomeProps, 'reachedAfter'>) {
  const t = await getTranslations('adminAccounts')
  if (reachedAfter === null) return <Badge meaning="bad">{t('reach.unanswered')}</Badge>
  const duration = formatDuration(reachedAfter, await getLocale(), 'short')
  return <Badge meaning="good">{t('reached', { duration })}</Badge>
}
