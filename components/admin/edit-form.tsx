import { getTranslations } from 'next-intl/server'
import { ActionForm } from '#/components/form/action-form.tsx'
import { FormInput, FormSelect } from '#/components/form/form-field.tsx'
import { FormVersion } from '#/components/form/form-version.tsx'
import { locales } from '#/db/words/locale.ts'
import type { Account } from '#/lib/accounts/account/load-account.ts'
import { accountVersion } from '#/lib/changes/accounts/edit-form.ts'
import type { FormAction } from '#/lib/platform/lists/form-state.ts'

type EditFormProps = {
  account: Account
  types: readonly { id: string; name: string }[]
  /** How many days there are to give what a new type asks for. */
  days: number
  action: FormAction
  back: string
}

/** What admins may change of an account. */
export async function EditForm({ account, types, days, action, back }: EditFormProps) {
  const t = await getTranslations('adminAccount.edit')
  const common = await getTranslations('common')
  return (
    <div className="max-w-measure">
      <ActionForm
        action={action}
        id="edit"
        hidden={{ account: account.slug }}
        submit={t('save')}
        cancel={{ href: back, label: t('cancel') }}
      >
        <FormVersion value={accountVersion(account)} />
        <FormInput
          name="name"
          label={t('name')}
          hint={t('nameHint')}
          autoComplete="off"
          defaultValue={account.name}
          required
        />
        <FormSelect
          name="integrationTypeId"
          label={t('type')}
          hint={t('typeHint', { days })}
          defaultValue={account.integrationTypeId}
          options={types.map(({ id, name }) => ({ value: id, label: name }))}
        />
        <FormSelect
          name="defaultLocale"
          label={t('locale')}
          hint={t('localeHint')}
          defaultValue={account.defaultLocale}
          options={locales.map((value) => ({ value, label: common(`languages.${value}`) }))}
        />
      </ActionForm>
    </div>
  )
}
