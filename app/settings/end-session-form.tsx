import { getTranslations } from 'next-intl/server'
import { ActionForm } from '#/components/form/action-form.tsx'
import { SubmitButton } from '#/components/ui/submit-button.tsx'
import { endSessionAction } from './actions.ts'

/** Ends one session; who listens hears which. */
export async function EndSessionForm({ sessionId, browser }: { sessionId: string; browser: string }) {
  const t = await getTranslations('settings.sessions')
  return (
    <ActionForm action={endSessionAction} id={`end-${sessionId}`}>
      <input type="hidden" name="sessionId" value={sessionId} />
      <SubmitButton variant="secondary" size="small" aria-label={t('endOf', { browser })}>
        {t('end')}
      </SubmitButton>
    </ActionForm>
  )
}
