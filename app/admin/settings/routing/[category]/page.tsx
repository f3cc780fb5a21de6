import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { definePage } from '#/app/define-page.tsx'
import { ActionForm } from '#/components/form/action-form.tsx'
import { FormCheckboxGroup, FormInput, FormSelect } from '#/components/form/form-field.tsx'
import { namePurposes } from '#/components/notices/notice-names.ts'
import { RepeatsOff } from '#/components/routing/repeats-off.tsx'
import { ChangedBadge } from '#/components/routing/route-table.tsx'
import { describeWaits, RouteFacts, StepWait } from '#/components/routing/route-words.tsx'
import { SettingsPage } from '#/components/settings/settings-page.tsx'
import { Card } from '#/components/ui/card.tsx'
import { type RouteTarget, routeTargets } from '#/db/words/notices.ts'
import { defaultRoute } from '#/lib/accounts/reachability/routes.ts'
import { admin } from '#/lib/identity/access/require-staff.ts'
import { toSlots } from '#/lib/notices/routing/route-form.ts'
import { maxAnswerDays, repeatMinutesBounds, repeatMostBounds } from '#/lib/notices/routing/route-rules.ts'
import { type ListedRoute, listRoutes } from '#/lib/notices/routing/routes.ts'
import { restoreRouteAction, saveRouteAction } from './actions.ts'
import { StepFields } from './step-fields.tsx'

const back = '/admin/settings/routing'

export default definePage('/admin/settings/routing/[category]', admin, async ({ grant, read, params }) => {
  const routes = await listRoutes(read, grant)
  const route = routes.find((one) => one.category === params.category) ?? notFound()
  const t = await getTranslations('routing')
  const categories = await getTranslations('mail.categories')
  const names = await namePurposes()
  return (
    <SettingsPage
      title={categories(route.category)}
      lead={t('form.lead')}
      parent={{ href: back, name: t('title') }}
      zoned
    >
      {route.repeatsUnchosen ? <RepeatsOff route={route} /> : null}
      <RouteForm route={route} names={names} />
      <div id="route-version" tabIndex={-1}>
        <Card title={t('now')}>
          <RouteFacts route={route} names={names} changed={<ChangedBadge route={route} />} />
        </Card>
      </div>
      {route.asShipped ? null : <RestoreCard route={route} names={names} />}
    </SettingsPage>
  )
})

/** No repeats are a 0. */
const numbers = [
  { name: 'answerDays', text: 'answer', bounds: { min: 1, max: maxAnswerDays } },
  { name: 'repeatMinutes', text: 'repeatMinutes', bounds: repeatMinutesBounds },
  { name: 'repeatMost', text: 'repeatMost', bounds: repeatMostBounds },
] as const

type RouteProps = { route: ListedRoute; names: Record<RouteTarget, string> }

async function RouteForm({ route, names }: RouteProps) {
  const t = await getTranslations('routing.form')
  const waits = await describeWaits(route)
  const targets = routeTargets.map((target) => ({ value: target, label: names[target] }))
  return (
    <div className="max-w-measure">
      <ActionForm
        action={saveRouteAction}
        id="route"
        hidden={{ category: route.category }}
        version={route.version}
        submit={t('action')}
        cancel={back}
      >
        <StepFields
          legend={t('steps')}
          hint={t('stepsHint')}
          places={toSlots(route.steps).map((value, index) => ({
            label: t('step', { number: index + 1 }),
            value,
          }))}
          waits={{
            next: <StepWait>{waits.next}</StepWait>,
            last: waits.last ? <StepWait>{waits.last}</StepWait> : null,
          }}
          options={[{ value: '', label: t('noStep') }, ...targets]}
        />
        <FormSelect
          name="copyTo"
          label={t('copy')}
          hint={t('copyHint')}
          defaultValue={route.copyTo ?? ''}
          options={[{ value: '', label: t('noCopy') }, ...targets]}
        />
        {numbers.map(({ name, text, bounds }) => (
          <FormInput
            key={name}
            name={name}
            type="number"
            inputMode="numeric"
            min={name === 'repeatMinutes' ? 0 : bounds.min}
            max={bounds.max}
            label={t(text)}
            hint={t(`${text}Hint`, bounds)}
            defaultValue={String(route[name])}
            width="short"
          />
        ))}
        <FormCheckboxGroup
          name="answerResolved"
          legend={t('resolved')}
          defaultValue={route.answerResolved ? ['on'] : []}
          options={[{ value: 'on', label: t('resolvedToo'), hint: t('resolvedHint') }]}
        />
      </ActionForm>
    </div>
  )
}

async function RestoreCard({ route, names }: RouteProps) {
  const t = await getTranslations('routing.restore')
  return (
    <Card title={t('title')} description={t('text')}>
      <RouteFacts route={defaultRoute(route.category)} names={names} />
      <ActionForm
        action={restoreRouteAction}
        id="restore"
        hidden={{ category: route.category }}
        submit={t('action')}
        variant="secondary"
        version={route.version}
      />
    </Card>
  )
}
