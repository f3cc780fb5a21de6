import { getTranslations } from 'next-intl/server'
import { Instant } from '#/components/shell/instant.tsx'
import { DrillBadge } from './drill-outcome.tsx'

type ReachabilityProps = {
  /** When the last drill ended (milliseconds UTC), and after how many milliseconds somebody answered. */
  drilledAt: number | null
  reachedAfter: number | null
}

/** What came of the last drill of the emergency contacts (notices.md, Drill). */
export async function Reachability({ drilledAt, reachedAfter }: ReachabilityProps) {
  const t = await getTranslations('adminAccount.head')
  if (drilledAt === null) return <span className="text-muted">{t('undrilled')}</span>
  return (
    <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
      <DrillBadge reachedAfter={reachedAfter} />
      <Instant at={drilledAt} />
    </span>
  )
}
