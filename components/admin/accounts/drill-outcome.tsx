import { getFormatter, getTranslations } from 'next-intl/server'
import { Badge } from '#/components/ui/badge.tsx'

type DrillOutcomeProps = {
  /** When the last drill ended, milliseconds UTC. */
  drilledAt: number | null
  /** After how long somebody answered, milliseconds; null: nobody did. */
  reachedAfter: number | null
}

/** What came of an account's last drill (notices.md, Drill), and when. */
export async function DrillOutcome({ drilledAt, reachedAfter }: DrillOutcomeProps) {
  const t = await getTranslations('adminAccounts')
  const format = await getFormatter()
  if (drilledAt === null) return <span className="text-muted">–</span>
  return (
    <span className="flex flex-col items-start gap-1">
      {reachedAfter === null ? (
        <Badge meaning="attention">{t('reach.unanswered')}</Badge>
      ) : (
        <Badge meaning="good">
          {t('reached', { minutes: Math.max(1, Math.round(reachedAfter / 60_000)) })}
        </Badge>
      )}
      <time dateTime={new Date(drilledAt).toISOString()} className="text-muted">
        {format.dateTime(drilledAt, { dateStyle: 'medium' })}
      </time>
    </span>
  )
}
