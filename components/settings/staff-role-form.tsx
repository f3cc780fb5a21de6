import { getTranslations } from 'next-intl/server'
import { ActionForm } from '#/components/form/action-form.tsx'
import { FormRadioGroup } from '#/components/form/form-field.tsx'
import { AboutPerson } from '#/components/settings/about-person.tsx'
import { Card } from '#/components/ui/card.tsx'
import { staffRoles } from '#/db/words/members.ts'
import type { StaffMember } from '#/lib/admin/staff/admin-queries.ts'
import type { FormAction } from '#/lib/platform/lists/form-state.ts'

export type StaffFormProps = { member: StaffMember; isSelf: boolean; action: FormAction }

/** The role of a person of the staff, to be changed. */
export async function StaffRoleForm({ member, isSelf, action }: StaffFormProps) {
  const t = await getTranslations('adminSettings.staff')
  const common = await getTranslations('common')
  return (
    <Card title={t('person.change')} description={t('person.changeText')}>
      <ActionForm action={action} id="role" submit={t('person.action')}>
        <FormRadioGroup
          name="role"
          legend={t('columns.role')}
          defaultValue={member.role}
          options={staffRoles.map((role) => ({
            value: role,
            label: common(`roles.${role}`),
            hint: t(`roles.${role}`),
          }))}
        />
        <AboutPerson member={member} isSelf={isSelf} />
      </ActionForm>
    </Card>
  )
}
