import { getTranslations } from 'next-intl/server'
import { ActionForm } from '#/components/form/action-form.tsx'
import { FormVersion } from '#/components/form/form-version.tsx'
import { Card } from '#/components/ui/card.tsx'
import { SubmitButton } from '#/components/ui/submit-button.tsx'
import type { Route, RouteTarget } from '#/db/words/notices.ts'
import type { ListedRoute } from '#/lib/notices/routing/routes.ts'
import type { FormAction } from '#/lib/platform/lists/form-state.ts'
import { RouteFacts } from './route-facts.tsx'

type RestoreCardProps = {
  route: ListedRoute
  shipped: Route
  names: Record<RouteTarget, string>
  action: FormAction
}

/** The route as it was shipped, and the way back to it. */
export async function RestoreCard({ route, shipped, names, action }: RestoreCardProps) {
  const t = await getTranslations('routing.restore')
  return (
    <Card title={t('title')} description={t('text')}>
      <RouteFacts route={shipped} names={names} />
      <ActionForm action={action} id="restore">
        <input type="hidden" name="category" value={route.category} />
        <FormVersion value={route.version} />
        <div>
          <SubmitButton variant="secondary">{t('action')}</SubmitButton>
        </div>
      </ActionForm>
    </Card>
  )
}
