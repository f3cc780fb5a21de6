import { getTranslations } from 'next-intl/server'
import type { Route, RouteTarget } from '#/db/words/notices.ts'

type TargetNames = Record<RouteTarget, string>

/** The steps of a route in their order. */
export function RouteSteps({ steps, names }: { steps: readonly RouteTarget[]; names: TargetNames }) {
  return (
    <ol className="list-decimal pl-5">
      {steps.map((step) => (
        <li key={step}>{names[step]}</li>
      ))}
    </ol>
  )
}

/** Within how many business days an answer is due, and whether once it is resolved too. */
export async function AnswerDue({
  answerDays,
  answerResolved,
}: Pick<Route, 'answerDays' | 'answerResolved'>) {
  const t = await getTranslations('routing')
  return (
    <>
      {t('days', { count: answerDays })}
      {answerResolved ? <span className="block text-muted text-small">{t('resolvedToo')}</span> : null}
    </>
  )
}
