import { getTranslations } from 'next-intl/server'
import { ActionForm } from '#/components/form/action-form.tsx'
import { FormVersion } from '#/components/form/form-version.tsx'
import { TypeNames } from '#/components/settings/type-names.tsx'
import { ButtonLink } from '#/components/ui/button.tsx'
import { ButtonRow } from '#/components/ui/button-row.tsx'
import { SubmitButton } from '#/components/ui/submit-button.tsx'
import type { IntegrationType } from '#/lib/accounts/account/standing.ts'
import { versionOfType } from '#/lib/accounts/types/queries.ts'
import type { FormAction } from '#/lib/platform/lists/form-state.ts'

type TypeFormProps = {
  type: IntegrationType
  types: readonly IntegrationType[]
  action: FormAction
  back: string
}

/** The names of a type and its place in lists, to be changed. */
export async function TypeForm({ type, types, action, back }: TypeFormProps) {
  const t = await getTranslations('adminSettings')
  return (
    <div className="max-w-measure">
      <ActionForm action={action} id="type">
        <input type="hidden" name="type" value={type.id} />
        <FormVersion value={versionOfType(type)} />
        <TypeNames type={type} types={types} />
        <ButtonRow>
          <SubmitButton>{t('save')}</SubmitButton>
          <ButtonLink href={back}>{t('cancel')}</ButtonLink>
        </ButtonRow>
      </ActionForm>
    </div>
  )
}
