import { getTranslations } from 'next-intl/server'
import { ActionForm } from '#/components/form/action-form.tsx'
import { FormInput } from '#/components/form/form-field.tsx'
import { Card } from '#/components/ui/card.tsx'
import { SubmitButton } from '#/components/ui/submit-button.tsx'
import type { FormAction } from '#/lib/platform/lists/form-state.ts'

/** Looks for what is held about an address. */
export async function FindForm({ action }: { action: FormAction }) {
  const t = await getTranslations('personal.find')
  return (
    <Card title={t('title')}>
      <ActionForm action={action} id="find">
        <FormInput
          name="email"
          // Addresses whose domain has letters of its own are none to a browser.
          type="text"
          inputMode="email"
          label={t('label')}
          hint={t('hint')}
          width="half"
          autoComplete="off"
          spellCheck={false}
          required
        />
        <div>
          <SubmitButton>{t('action')}</SubmitButton>
        </div>
      </ActionForm>
    </Card>
  )
}
