import { getTranslations } from 'next-intl/server'
import { ActionForm } from '#/components/form/action-form.tsx'
import { FormVersion } from '#/components/form/form-version.tsx'
import { Card } from '#/components/ui/card.tsx'
import { SubmitButton } from '#/components/ui/submit-button.tsx'
import { type ListedType, versionOfType } from '#/lib/accounts/types/queries.ts'
import type { FormAction } from '#/lib/platform/lists/form-state.ts'

/** Deletes a type that no account is of. */
export async function DeleteTypeCard({ type, action }: { type: ListedType; action: FormAction }) {
  const t = await getTranslations('adminSettings.types.type')
  if (type.accounts > 0) return <Card title={t('delete')} description={t('used')} />
  return (
    <Card title={t('delete')} description={t('deleteText')}>
      <ActionForm action={action} id="delete">
        <input type="hidden" name="type" value={type.id} />
        <FormVersion value={versionOfType(type)} />
        <div>
          <SubmitButton variant="danger">{t('deleteAction')}</SubmitButton>
        </div>
      </ActionForm>
    </Card>
  )
}
