import { getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { DescriptionList } from '#/components/ui/description-list.tsx'
import type { Route, RouteTarget } from '#/db/words/notices.ts'
import { AnswerDue, RouteSteps } from './route-words.tsx'

type RouteFactsProps = {
  route: Route
  names: Record<RouteTarget, string>
  /** Who changed it, where that is known. */
  changed?: ReactNode | undefined
}

/** One route, to be read. */
export async function RouteFacts({ route, names, changed }: RouteFactsProps) {
  const t = await getTranslations('routing')
  const items = [
    { term: t('columns.steps'), description: <RouteSteps steps={route.steps} names={names} /> },
    { term: t('columns.copy'), description: route.copyTo ? names[route.copyTo] : t('nobody') },
    { term: t('columns.answer'), description: <AnswerDue {...route} /> },
  ]
  return (
    <DescriptionList
      items={changed ? [...items, { term: t('columns.changed'), description: changed }] : items}
    />
  )
}
