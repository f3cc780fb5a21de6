import { getTranslations } from 'next-intl/server'
import { ActionForm } from '#/components/form/action-form.tsx'
import { Card } from '#/components/ui/card.tsx'
import { SubmitButton } from '#/components/ui/submit-button.tsx'
import type { FormAction } from '#/lib/form-state.ts'

/** Ends all sessions of whoever signs in with the address. */
export async function SignOutCard({ sealed, action }: { sealed: string; action: FormAction }) {
  const t = await getTranslations('personal.signOut')
  const common = await getTranslations('common')
  return (
    <Card title={t('title')} description={t('text')}>
      <ActionForm action={action} id="sign-out" summaryTitle={common('errorSummary')}>
        <input type="hidden" name="sealed" value={sealed} />
        <div>
          <SubmitButton pendingLabel={common('sending')}>{t('action')}</SubmitButton>
        </div>
      </ActionForm>
    </Card>
  )
}
