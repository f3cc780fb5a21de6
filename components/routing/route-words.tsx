import { getLocale, getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { DescriptionList } from '#/components/ui/card.tsx'
import { Icon } from '#/components/ui/icon.tsx'
import type { Route, RouteTarget } from '#/db/words/notices.ts'
import { formatDuration } from '#/lib/platform/i18n/duration.ts'
import { currentSettings } from '#/lib/platform/settings/current.ts'
import { minute } from '#/lib/platform/values/clock.ts'

type TargetNames = Record<RouteTarget, string>

type RouteFactsProps = { route: Route; names: TargetNames; changed?: ReactNode }

export async function RouteFacts({ route, names, changed }: RouteFactsProps) {
  const t = await getTranslations('routing')
  return (
    <DescriptionList
      items={[
        { term: t('columns.steps'), description: <RouteSteps route={route} names={names} /> },
        { term: t('columns.copy'), description: route.copyTo ? names[route.copyTo] : t('nobody') },
        { term: t('columns.answer'), description: <AnswerDue {...route} /> },
        !!changed && { term: t('columns.changed'), description: changed },
      ]}
    />
  )
}

/** The steps of a route, one below the other, with the wait before each. */
export async function RouteSteps({ route, names }: { route: Route; names: TargetNames }) {
  const waits = await describeWaits(route)
  return (
    <ol className="flex flex-col gap-1">
      {route.steps.map((step, place) => (
        <li key={step} className="flex flex-col gap-1">
          {place > 0 ? <StepWait>{waits.next}</StepWait> : null}
          <span className="flex items-baseline gap-2">
            <span
              aria-hidden="true"
              className="flex size-6 shrink-0 items-center justify-center self-start rounded-full bg-accent-soft text-accent-ink text-small tabular-nums"
            >
              {place + 1}
            </span>
            <span className="min-w-0">{names[step]}</span>
          </span>
        </li>
      ))}
      {waits.last ? (
        <li>
          <StepWait>{waits.last}</StepWait>
        </li>
      ) : null}
      {waits.again ? (
        <li>
          <StepWait>{waits.again}</StepWait>
        </li>
      ) : null}
    </ol>
  )
}

/** How long a notice waits between two steps, beside the line that joins them. */
export function StepWait({ children }: { children: ReactNode }) {
  return (
    <span className="ml-3 flex items-start gap-1.5 border-line border-l-2 py-0.5 pl-3 text-muted text-small">
      <span className="flex h-5 items-center">
        <Icon name="clock" size="small" />
      </span>
      <span className="min-w-0">{children}</span>
    </span>
  )
}

type Waits = Pick<Route, 'category' | 'repeatMinutes' | 'repeatMost'>

/**
 * When a notice of this category escalates to the next step, what follows the last, and how often each step gets it again;
 * null for what does not happen.
 */
export async function describeWaits(
  route: Waits,
): Promise<{ next: string; last: string | null; again: string | null }> {
  const { category, repeatMinutes, repeatMost } = route
  const t = await getTranslations('routing.waits')
  const { escalationMinutes } = await currentSettings()
  const locale = await getLocale()
  const every = (minutes: number) => formatDuration(minutes * minute, locale)
  const again = repeatMinutes > 0 ? t('again', { duration: every(repeatMinutes), count: repeatMost }) : null
  if (category !== 'emergency') return { next: t('unreached'), last: null, again }
  const duration = every(escalationMinutes)
  return { next: t('unanswered', { duration }), last: t('repeats', { duration }), again }
}

type AnswerDueProps = Pick<Route, 'answerDays' | 'answerResolved'>

/** The business days until an answer is due, and whether a resolved notice still needs one. */
export async function AnswerDue({ answerDays, answerResolved }: AnswerDueProps) {
  const t = await getTranslations('routing')
  return (
    <>
      {t('days', { count: answerDays })}
      {answerResolved ? <span className="block text-muted text-small">{t('resolvedToo')}</span> : null}
    </>
  )
}
