import { getTranslations } from 'next-intl/server'
import { ActionForm } from '#/components/form/action-form.tsx'
import { FormSelect } from '#/components/form/form-field.tsx'
import { SubmitButton } from '#/components/ui/submit-button.tsx'
import { memberRoles } from '#/db/words/members.ts'
import type { Member } from '#/lib/accounts/account/standing.ts'
import type { FormAction } from '#/lib/platform/lists/form-state.ts'

type RoleFormProps = { action: FormAction | null; account: string; member: Member }

/** Changes one member's role, in their row. */
export async function RoleForm({ action, account, member }: RoleFormProps) {
  const t = await getTranslations('users.members')
  const common = await getTranslations('common')
  const name = member.name || member.email
  const id = `role-${member.userId}`
  return (
    <ActionForm key={member.role} action={action} id={id}>
      <input type="hidden" name="account" value={account} />
      <input type="hidden" name="userId" value={member.userId} />
      <div className="flex items-center gap-2">
        <div className="w-36">
          <FormSelect
            name="role"
            label={t('roleOf', { name })}
            labelHidden
            defaultValue={member.role}
            options={memberRoles.map((role) => ({ value: role, label: common(`roles.${role}`) }))}
          />
        </div>
        <SubmitButton variant="secondary" size="small" aria-label={t('changeOf', { name })}>
          {t('change')}
        </SubmitButton>
      </div>
    </ActionForm>
  )
}
