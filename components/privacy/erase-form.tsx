import { getTranslations } from 'next-intl/server'
import { ActionForm } from '#/components/form/action-form.tsx'
import { FormInput } from '#/components/form/form-field.tsx'
import { Card } from '#/components/ui/card.tsx'
import { SubmitButton } from '#/components/ui/submit-button.tsx'
import type { FormAction } from '#/lib/platform/lists/form-state.ts'

type EraseFormProps = { sealed: string; address: string; action: FormAction }

/** Erases the address once it is typed here too. */
export async function EraseForm({ sealed, address, action }: EraseFormProps) {
  const t = await getTranslations('personal.erase')
  return (
    <Card title={t('never')}>
      <ActionForm action={action} id="erase">
        <input type="hidden" name="sealed" value={sealed} />
        <FormInput
          name="typed"
          type="text"
          inputMode="email"
          label={t('typed')}
          hint={t('typedHint', { address })}
          width="half"
          autoComplete="off"
          spellCheck={false}
          required
        />
        <div>
          <SubmitButton variant="danger">{t('action')}</SubmitButton>
        </div>
      </ActionForm>
    </Card>
  )
}
