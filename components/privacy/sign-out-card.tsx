import { getTranslations } from 'next-intl/server'
import { OneButtonForm } from '#/components/form/one-button-form.tsx'
import { Card } from '#/components/ui/card.tsx'
import type { FormAction } from '#/lib/platform/lists/form-state.ts'

/** Ends all sessions of whoever signs in with the address. */
export async function SignOutCard({ sealed, action }: { sealed: string; action: FormAction }) {
  const t = await getTranslations('personal.signOut')
  return (
    <Card title={t('title')} description={t('text')}>
      <OneButtonForm action={action} id="sign-out" hidden={{ sealed }} variant="secondary">
        {t('action')}
      </OneButtonForm>
    </Card>
  )
}
