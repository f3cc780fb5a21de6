import { getTranslations } from 'next-intl/server'
import { namePurposes } from '#/components/notices/notice-names.ts'
import { Instant } from '#/components/shell/instant.tsx'
import { SmallLink } from '#/components/ui/button.tsx'
import { type Columns, StackingTable } from '#/components/ui/table.tsx'
import type { ListedRoute } from '#/lib/notices/routing/routes.ts'
import { AnswerDue, RouteSteps } from './route-words.tsx'

type RouteTableProps = {
  routes: readonly ListedRoute[]
  /** Link to the form, for readers who may change routes. */
  base: string | null
}

export async function RouteTable({ routes, base }: RouteTableProps) {
  const t = await getTranslations('routing')
  const categories = await getTranslations('mail.categories')
  const names = await namePurposes()
  const columns: Columns<ListedRoute> = [
    {
      header: t('columns.category'),
      cell: ({ category }) => <span className="font-semibold">{categories(category)}</span>,
    },
    { header: t('columns.steps'), wide: true, cell: (route) => <RouteSteps route={route} names={names} /> },
    {
      header: t('columns.copy'),
      cell: ({ copyTo }) => (copyTo ? names[copyTo] : <span className="text-muted">{t('nobody')}</span>),
    },
    { header: t('columns.answer'), cell: (route) => <AnswerDue {...route} /> },
    { header: t('columns.changed'), cell: (route) => <ChangedBadge route={route} /> },
    base && {
      header: t('columns.change'),
      headerHidden: true,
      cell: ({ category }) => (
        <SmallLink
          href={`${base}/${category}`}
          aria-label={t('columns.changeNamed', { category: categories(category) })}
        >
          {t('columns.change')}
        </SmallLink>
      ),
    },
  ]
  return (
    <StackingTable caption={t('list')} columns={columns} rows={routes} rowKey={({ category }) => category} />
  )
}

/** Who changed a route last and when, or that it is the original one. */
export async function ChangedBadge({ route }: { route: ListedRoute }) {
  const t = await getTranslations('routing')
  if (!route.changedBy)
    return <span className="text-muted">{t(route.repeatsUnchosen ? 'unchosen' : 'asShipped')}</span>
  const by = route.asShipped ? t('restoredBy', { name: route.changedBy }) : route.changedBy
  return <Instant at={route.changedAt} by={by} />
}
