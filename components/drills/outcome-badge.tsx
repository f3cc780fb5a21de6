import { getLocale, getTranslations } from 'next-intl/server'
import { Badge } from '#/components/ui/badge.tsx'
import type { DrillOutcome } from '#/lib/notices/drills/outcome.ts'
import { formatDuration } from '#/lib/platform/i18n/duration.ts'

const meanings = {
  waiting: 'information',
  reached: 'good',
  unanswered: 'bad',
  unsent: 'bad',
  withdrawn: 'neutral',
} as const satisfies Record<DrillOutcome, string>

type OutcomeBadgeProps = { outcome: DrillOutcome; reachedAfter: number | null }

/** What came of a drill. `reachedAfter`: milliseconds. */
export async function OutcomeBadge({ outcome, reachedAfter }: OutcomeBadgeProps) {
  const t = await getTranslations('drills.outcomes')
  const duration = formatDuration(reachedAfter ?? 0, await getLocale(), 'short')
  return <Badge meaning={meanings[outcome]}>{t(outcome, { duration })}</Badge>
}
