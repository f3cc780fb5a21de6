import Link from 'next/link'
import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { definePage } from '#/app/define-page.tsx'
import { ActionForm } from '#/components/form/action-form.tsx'
import { FormVersion } from '#/components/form/form-version.tsx'
import { namePurposes } from '#/components/notices/notice-words.ts'
import { RouteFacts } from '#/components/routing/route-facts.tsx'
import { RouteForm } from '#/components/routing/route-form.tsx'
import { ChangedBadge } from '#/components/routing/route-table.tsx'
import { Page } from '#/components/shell/page.tsx'
import { Card } from '#/components/ui/card.tsx'
import type { Route, RouteTarget } from '#/db/words/notices.ts'
import { admin } from '#/lib/identity/access/require-staff.ts'
import { type ListedRoute, listRoutes, shippedRoute } from '#/lib/notices/routing/routes.ts'
import { currentSettings } from '#/lib/platform/settings/current.ts'
import { restoreRouteAction, saveRouteAction } from './actions.ts'

const back = '/admin/settings/routing'

export default definePage('/admin/settings/routing/[category]', admin, async ({ grant, read, params }) => {
  const { category } = params
  const routes = await listRoutes(read, grant)
  const route = routes.find((one) => one.category === category)
  if (!route) notFound()
  const t = await getTranslations('routing')
  const categories = await getTranslations('mail.categories')
  const { programmeName } = await currentSettings()
  const names = await namePurposes(programmeName)
  const title = categories(route.category)
  return (
    <Page
      title={title}
      of={[t('title')]}
      context={<Link href={back}>{t('title')}</Link>}
      description={t('form.lead')}
      zoned
    >
      <div className="grid max-w-4xl gap-6">
        <div id="route-version" tabIndex={-1}>
          <Card title={t('now')}>
            <RouteFacts route={route} names={names} changed={<ChangedBadge route={route} />} />
          </Card>
        </div>
        <RouteForm route={route} names={names} action={saveRouteAction} back={back} />
        {route.asShipped ? null : (
          <RestoreCard route={route} shipped={shippedRoute(route.category)} names={names} />
        )}
      </div>
    </Page>
  )
})

type RestoreCardProps = {
  route: ListedRoute
  shipped: Route
  names: Record<RouteTarget, string>
}

/** The route as it was shipped, and the way back to it. */
async function RestoreCard({ route, shipped, names }: RestoreCardProps) {
  const t = await getTranslations('routing.restore')
  return (
    <Card title={t('title')} description={t('text')}>
      <RouteFacts route={shipped} names={names} />
      <ActionForm
        action={restoreRouteAction}
        id="restore"
        hidden={{ category: route.category }}
        submit={t('action')}
        variant="secondary"
      >
        <FormVersion value={route.version} />
      </ActionForm>
    </Card>
  )
}
