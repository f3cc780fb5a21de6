import { getTranslations } from 'next-intl/server'
import { ActionForm } from '#/components/form/action-form.tsx'
import { AboutPerson } from '#/components/settings/about-person.tsx'
import type { StaffFormProps } from '#/components/settings/staff-role-form.tsx'
import { Card } from '#/components/ui/card.tsx'
import { SubmitButton } from '#/components/ui/submit-button.tsx'

/** Takes a person's rights as staff. */
export async function DismissForm({ member, isSelf, action }: StaffFormProps) {
  const t = await getTranslations('adminSettings.staff.person')
  return (
    <Card title={t('remove')} description={t('removeText')}>
      <ActionForm action={action} id="dismiss">
        <AboutPerson member={member} isSelf={isSelf} />
        <div>
          <SubmitButton variant="danger">{t('removeAction')}</SubmitButton>
        </div>
      </ActionForm>
    </Card>
  )
}
