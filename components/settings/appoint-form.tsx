import { getTranslations } from 'next-intl/server'
import { ActionForm } from '#/components/form/action-form.tsx'
import { FormInput, FormRadioGroup } from '#/components/form/form-field.tsx'
import { Card } from '#/components/ui/card.tsx'
import { SubmitButton } from '#/components/ui/submit-button.tsx'
import { staffRoles } from '#/db/words/members.ts'
import type { FormAction } from '#/lib/platform/lists/form-state.ts'

/** Makes somebody staff, by their address. */
export async function AppointForm({ action }: { action: FormAction }) {
  const t = await getTranslations('adminSettings.staff')
  const common = await getTranslations('common')
  return (
    <Card title={t('add.title')} description={t('add.lead')}>
      <ActionForm action={action} id="appoint">
        <FormInput
          name="email"
          type="email"
          label={t('add.email')}
          width="half"
          autoComplete="off"
          required
        />
        <FormRadioGroup
          name="role"
          legend={t('add.role')}
          defaultValue="support"
          options={staffRoles.map((role) => ({
            value: role,
            label: common(`roles.${role}`),
            hint: t(`roles.${role}`),
          }))}
        />
        <div>
          <SubmitButton>{t('add.action')}</SubmitButton>
        </div>
      </ActionForm>
    </Card>
  )
}
