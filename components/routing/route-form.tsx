import { getTranslations } from 'next-intl/server'
import { ActionForm } from '#/components/form/action-form.tsx'
import { FormCheckboxGroup, FormInput, FormSelect } from '#/components/form/form-field.tsx'
import { FormVersion } from '#/components/form/form-version.tsx'
import { ButtonLink, ButtonRow } from '#/components/ui/button.tsx'
import { SubmitButton } from '#/components/ui/submit-button.tsx'
import { type RouteTarget, routeTargets } from '#/db/words/notices.ts'
import { toPlaces } from '#/lib/notices/routing/route-form.ts'
import { mostAnswerDays } from '#/lib/notices/routing/route-rules.ts'
import type { ListedRoute } from '#/lib/notices/routing/routes.ts'
import type { FormAction } from '#/lib/platform/lists/form-state.ts'
import { StepFields } from './step-fields.tsx'

type RouteFormProps = {
  route: ListedRoute
  names: Record<RouteTarget, string>
  action: FormAction
  back: string
}

/** Where a category goes, to be changed. */
export async function RouteForm({ route, names, action, back }: RouteFormProps) {
  const t = await getTranslations('routing.form')
  const targets = routeTargets.map((target) => ({ value: target, label: names[target] }))
  return (
    <ActionForm action={action} id="route" hidden={{ category: route.category }}>
      <FormVersion value={route.version} />
      <div className="flex max-w-measure flex-col gap-6">
        <StepFields
          legend={t('steps')}
          hint={t('stepsHint')}
          places={toPlaces(route.steps).map((value, index) => ({
            label: index === 0 ? t('first') : t('then', { number: index + 1 }),
            value,
          }))}
          options={[{ value: '', label: t('noStep') }, ...targets]}
        />
        <FormSelect
          name="copyTo"
          label={t('copy')}
          hint={t('copyHint')}
          defaultValue={route.copyTo ?? ''}
          options={[{ value: '', label: t('noCopy') }, ...targets]}
        />
        <FormInput
          name="answerDays"
          type="number"
          inputMode="numeric"
          min={1}
          max={mostAnswerDays}
          label={t('answer')}
          hint={t('answerHint', { most: mostAnswerDays })}
          defaultValue={String(route.answerDays)}
          width="short"
        />
        <FormCheckboxGroup
          name="answerResolved"
          legend={t('resolved')}
          defaultValue={route.answerResolved ? ['on'] : []}
          options={[{ value: 'on', label: t('resolvedToo'), hint: t('resolvedHint') }]}
        />
        <ButtonRow>
          <SubmitButton>{t('action')}</SubmitButton>
          <ButtonLink href={back}>{t('cancel')}</ButtonLink>
        </ButtonRow>
      </div>
    </ActionForm>
  )
}
