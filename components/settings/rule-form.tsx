import { getTranslations } from 'next-intl/server'
import { ActionForm } from '#/components/form/action-form.tsx'
import { FormVersion } from '#/components/form/form-version.tsx'
import { ButtonLink } from '#/components/ui/button.tsx'
import { ButtonRow } from '#/components/ui/button-row.tsx'
import { SubmitButton } from '#/components/ui/submit-button.tsx'
import type { MerchantIssuesRule } from '#/db/words/contacts.ts'
import type { IntegrationType } from '#/lib/accounts/account/standing.ts'
import { versionOfType } from '#/lib/accounts/types/queries.ts'
import type { FormAction } from '#/lib/platform/lists/form-state.ts'

type RuleFormProps = {
  type: IntegrationType
  rule: MerchantIssuesRule
  /** Accounts of the type. */
  count: number
  action: FormAction
}

/** Changes the rule, once it was seen what that means. */
export async function RuleForm({ type, rule, count, action }: RuleFormProps) {
  const t = await getTranslations('adminSettings.types.rule')
  const back = `/admin/settings/types/${type.id}`
  return (
    <ActionForm action={action} id="rule">
      <input type="hidden" name="type" value={type.id} />
      <input type="hidden" name="merchantIssues" value={rule} />
      <FormVersion value={versionOfType(type)} />
      <ButtonRow>
        {rule === type.merchantIssues ? null : <SubmitButton>{t('action', { count })}</SubmitButton>}
        <ButtonLink href={back}>{t('cancel')}</ButtonLink>
      </ButtonRow>
    </ActionForm>
  )
}
