import { getTranslations } from 'next-intl/server'
import { ActionForm } from '#/components/form/action-form.tsx'
import { ButtonLink, ButtonRow, type ButtonVariant, PlainLink } from '#/components/ui/button.tsx'
import type { ImportState } from '#/db/words/imports.ts'
import type { FormAction } from '#/lib/platform/lists/form-state.ts'

type ImportStepsProps = {
  id: string
  state: ImportState
  /** Accounts that are still to be made. */
  remaining: number
  base: string
  actions: { start: FormAction; stop: FormAction; discard: FormAction }
}

/** What can be done with an import as it stands. */
export async function ImportSteps({ id, state, remaining, base, actions }: ImportStepsProps) {
  const t = await getTranslations('imports')
  const isNew = state === 'checked' || state === 'refused'
  return (
    <ButtonRow>
      {state === 'checked' && remaining > 0 ? (
        <StepForm action={actions.start} id="start" importId={id} variant="primary">
          {t('checked.action', { count: remaining })}
        </StepForm>
      ) : null}
      {state === 'stopped' ? (
        <StepForm action={actions.start} id="start" importId={id} variant="primary" again>
          {t('stopped.action')}
        </StepForm>
      ) : null}
      {state === 'running' ? (
        <StepForm action={actions.stop} id="stop" importId={id}>
          {t('running.stop')}
        </StepForm>
      ) : null}
      {state === 'refused' ? (
        <>
          <ButtonLink href={base} variant="primary">
            {t('one.corrected')}
          </ButtonLink>
          <PlainLink href={`${base}/${id}/faults.csv`} download>
            {t('refused.download')}
          </PlainLink>
        </>
      ) : null}
      {isNew ? (
        <StepForm action={actions.discard} id="discard" importId={id} variant="quiet">
          {t('one.discard')}
        </StepForm>
      ) : null}
      {state === 'done' ? <ButtonLink href={base}>{t('one.another')}</ButtonLink> : null}
    </ButtonRow>
  )
}

type StepFormProps = {
  action: FormAction
  id: string
  importId: string
  variant?: ButtonVariant | undefined
  /** It goes on where it was stopped. */
  again?: boolean
  children: string
}

/** A button that takes an import a step further. */
function StepForm({ action, id, importId, variant, again, children }: StepFormProps) {
  return (
    <ActionForm
      action={action}
      id={id}
      hidden={{ import: importId }}
      submit={children}
      variant={variant ?? 'secondary'}
    >
      {again ? <input type="hidden" name="again" value="yes" /> : null}
    </ActionForm>
  )
}
