import { getTranslations } from 'next-intl/server'
import { ActionForm } from '#/components/form/action-form.tsx'
import { AboutPerson } from '#/components/settings/about-person.tsx'
import type { StaffFormProps } from '#/components/settings/staff-role-form.tsx'
import { Card } from '#/components/ui/card.tsx'
import { SubmitButton } from '#/components/ui/submit-button.tsx'

/** Takes a person's rights as staff. */
export async function DismissForm({ member, isSelf, action }: StaffFormProps) {
  const t = await getTranslations('adminSettings.staff.person')
  const common = await getTranslations('common')
  const form = 'dismiss'
  return (
    <Card title={t('remove')} description={t('removeText')}>
      <ActionForm action={action} id={form} summaryTitle={common('errorSummary')}>
        <AboutPerson form={form} member={member} isSelf={isSelf} />
        <div>
          <SubmitButton variant="danger" pendingLabel={common('sending')}>
            {t('removeAction')}
          </SubmitButton>
        </div>
      </ActionForm>
    </Card>
  )
}
