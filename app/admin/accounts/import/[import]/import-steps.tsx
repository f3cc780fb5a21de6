import { getTranslations } from 'next-intl/server'
import { ActionForm } from '#/components/form/action-form.tsx'
import { ButtonLink, ButtonRow, PlainLink } from '#/components/ui/button.tsx'
import type { ImportState } from '#/db/words/imports.ts'
import { discardImportAction, startImportAction, stopImportAction } from './actions.ts'

type ImportStepsProps = {
  id: string
  state: ImportState
  /** The number of accounts still to create. */
  remaining: number
  base: string
}

/** Shows the possible actions for an import in its state. */
export async function ImportSteps({ id, state, remaining, base }: ImportStepsProps) {
  const t = await getTranslations('imports')
  const hidden = { import: id }
  const start = { action: startImportAction, id: 'start' }
  return (
    <ButtonRow>
      {state === 'checked' && remaining > 0 ? (
        <ActionForm {...start} hidden={hidden} submit={t('checked.action', { count: remaining })} />
      ) : null}
      {state === 'stopped' ? (
        <ActionForm {...start} hidden={{ ...hidden, again: 'yes' }} submit={t('stopped.action')} />
      ) : null}
      {state === 'running' ? (
        <ActionForm
          action={stopImportAction}
          id="stop"
          hidden={hidden}
          submit={t('running.stop')}
          variant="secondary"
        />
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
      {state === 'checked' || state === 'refused' ? (
        <ActionForm
          action={discardImportAction}
          id="discard"
          hidden={hidden}
          submit={t('one.discard')}
          variant="quiet"
        />
      ) : null}
      {state === 'done' ? <ButtonLink href={base}>{t('one.another')}</ButtonLink> : null}
    </ButtonRow>
  )
}
