import { getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { DescriptionList } from '#/components/ui/card.tsx'
import type { Route, RouteTarget } from '#/db/words/notices.ts'

type TargetNames = Record<RouteTarget, string>

type RouteFactsProps = { route: Route; names: TargetNames; changed?: ReactNode }

export async function RouteFacts({ route, names, changed }: RouteFactsProps) {
  const t = await getTranslations('routing')
  const { steps, copyTo } = route
  return (
    <DescriptionList
      items={[
        { term: t('columns.steps'), description: <RouteSteps steps={steps} names={names} /> },
        { term: t('columns.copy'), description: copyTo ? names[copyTo] : t('nobody') },
        { term: t('columns.answer'), description: <AnswerDue {...route} /> },
        !!changed && { term: t('columns.changed'), description: changed },
      ]}
    />
  )
}

export function RouteSteps({ steps, names }: { steps: readonly RouteTarget[]; names: TargetNames }) {
  return (
    <ol className="list-decimal pl-5">
      {steps.map((step) => (
        <li key={step}>{names[step]}</li>
      ))}
    </ol>
  )
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
