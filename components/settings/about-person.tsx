import { getTranslations } from 'next-intl/server'
import { FormCheckboxGroup } from '#/components/form/form-field.tsx'
import type { StaffMember } from '#/lib/admin/staff/admin-queries.ts'

type AboutPersonProps = { member: StaffMember; isSelf: boolean }

/** Whom a form of the staff is about, and as what they were seen; of oneself, that one knows it. */
export async function AboutPerson({ member, isSelf }: AboutPersonProps) {
  const t = await getTranslations('adminSettings.staff.person')
  return (
    <>
      <input type="hidden" name="person" value={member.userId} />
      <input type="hidden" name="seen" value={member.role} />
      {isSelf ? (
        <FormCheckboxGroup name="self" legend={t('yourself')} options={[{ value: 'on', label: t('self') }]} />
      ) : null}
    </>
  )
}
