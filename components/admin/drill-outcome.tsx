import { getLocale, getTranslations } from 'next-intl/server'
import { Badge } from '#/components/ui/badge.tsx'
import { formatDuration } from '#/lib/platform/i18n/duration.ts'
import { getFormatter } from '#/lib/platform/i18n/formatter.ts'

type DrillOutcomeProps = {
  /** End of the last drill, milliseconds UTC. */
  drilledAt: number | null
  /** Time to the first answer, milliseconds; null if nobody answered. */
  reachedAfter: number | null
}

/** Shows the outcome and the time of an account's last drill (notices.md, Drill). */
export async function LastDrillOutcome({ drilledAt, reachedAfter }: DrillOutcomeProps) {
  const format = await getFormatter()
  if (drilledAt === null) return <span className="text-muted">–</span>
  return (
    <span className="flex flex-col items-start gap-1">
      <DrillBadge reachedAfter={reachedAfter} />
      <time dateTime={new Date(drilledAt).toISOString()} className="text-muted compact:hidden">
        {format.dateTime(drilledAt, { dateStyle: 'medium' })}
      </time>
    </span>
  )
}

export async function DrillBadge({ reachedAfter }: Pick<DrillOutcomeProps, 'reachedAfter'>) {
  const t = await getTranslations('adminAccounts')
  if (reachedAfter === null) return <Badge meaning="bad">{t('reach.unanswered')}</Badge>
  const duration = formatDuration(reachedAfter, await getLocale(), 'short')
  return <Badge meaning="good">{t('reached', { duration })}</Badge>
}
