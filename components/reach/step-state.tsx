import { getLocale, getTranslations } from 'next-intl/server'
import { Badge, type BadgeMeaning } from '#/components/ui/badge.tsx'
import type { StepState } from '#/lib/notices/routing/reach-lines.ts'
import { formatDuration } from '#/lib/platform/i18n/duration.ts'
import { minute } from '#/lib/platform/values/clock.ts'

const meaningOf: Record<StepState['state'], BadgeMeaning> = {
  taken: 'good',
  missing: 'attention',
  bouncing: 'bad',
  later: 'neutral',
  spare: 'neutral',
}

/** When a step of a route is notified, or why it is skipped. */
export async function StepStateBadge(step: StepState) {
  const t = await getTranslations('reach.fates')
  const words =
    step.state === 'later'
      ? t('later', { duration: formatDuration(step.minutes * minute, await getLocale()) })
      : t(step.state)
  return <Badge meaning={meaningOf[step.state]}>{words}</Badge>
}
