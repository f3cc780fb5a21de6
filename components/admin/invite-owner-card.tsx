import { getTranslations } from 'next-intl/server'
import { ActionForm } from '#/components/form/action-form.tsx'
import { FormInput, FormSelect } from '#/components/form/form-field.tsx'
import { Card } from '#/components/ui/card.tsx'
import { SubmitButton } from '#/components/ui/submit-button.tsx'
import { type Locale, locales } from '#/db/words/locale.ts'
import type { FormAction } from '#/lib/platform/lists/form-state.ts'

type InviteOwnerCardProps = { account: string; locale: Locale; action: FormAction }

/** For admins: an owner for an account whose owners are out of reach. */
export async function InviteOwnerCard({ account, locale, action }: InviteOwnerCardProps) {
  const t = await getTranslations('admin.invite')
  const common = await getTranslations('common')
  return (
    <Card title={t('title')} description={t('lead')}>
      <div className="max-w-80">
        <ActionForm action={action} id="invite">
          <input type="hidden" name="account" value={account} />
          <FormInput
            name="email"
            type="email"
            inputMode="email"
            autoComplete="off"
            spellCheck={false}
            label={t('email')}
            required
          />
          <FormSelect
            name="locale"
            label={t('locale')}
            defaultValue={locale}
            options={locales.map((value) => ({ value, label: common(`languages.${value}`) }))}
          />
          <div>
            <SubmitButton variant="secondary">{t('action')}</SubmitButton>
          </div>
        </ActionForm>
      </div>
    </Card>
  )
}
