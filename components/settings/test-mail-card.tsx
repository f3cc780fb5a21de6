import { getTranslations } from 'next-intl/server'
import { ActionForm } from '#/components/form/action-form.tsx'
import { Card } from '#/components/ui/card.tsx'
import { SubmitButton } from '#/components/ui/submit-button.tsx'
import type { FormAction } from '#/lib/platform/lists/form-state.ts'

/** Whether mail to staff arrives is known only once one did. */
export async function TestMailCard({
  recipients,
  action,
}: {
  recipients: readonly string[]
  action: FormAction
}) {
  const t = await getTranslations('adminSettings.programme.test')
  return (
    <Card title={t('title')} description={t('text', { recipients: recipients.join(', ') })}>
      <ActionForm action={action} id="test-mail">
        <div>
          <SubmitButton variant="secondary">{t('action')}</SubmitButton>
        </div>
      </ActionForm>
    </Card>
  )
}
