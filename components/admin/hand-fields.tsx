import { getTimeZone, getTranslations } from 'next-intl/server'
import { FormInput, FormSelect, FormTextarea } from '#/components/form/form-field.tsx'
import { environments } from '#/lib/accounts/schema.ts'
import { noticeCategories, severities } from '#/lib/notices/schema.ts'
import { AccountSuggestions } from './account-suggestions.tsx'

type HandFieldsProps = {
  form: string
  /** The account the form was opened for. */
  account: string
  accounts: readonly { slug: string; name: string }[]
}

/** Everything a notice by hand says. */
export async function HandFields({ form, account, accounts }: HandFieldsProps) {
  const t = await getTranslations('adminNotices.write')
  const common = await getTranslations('common')
  const notices = await getTranslations('notices.severities')
  const categories = await getTranslations('mail.categories')
  const optional = common('optional')
  return (
    <div className="flex max-w-measure flex-col gap-5">
      <FormInput
        form={form}
        name="slug"
        label={t('account')}
        hint={t('accountHint')}
        defaultValue={account}
        list={`${form}-accounts`}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        required
      />
      <AccountSuggestions id={`${form}-accounts`} accounts={accounts} />
      <FormSelect
        form={form}
        name="category"
        label={t('category')}
        hint={t('categoryHint')}
        options={[
          { value: '', label: t('choose') },
          ...noticeCategories.map((value) => ({ value, label: categories(value) })),
        ]}
        required
      />
      <FormSelect
        form={form}
        name="environment"
        label={common('environment.label')}
        hint={t('environmentHint')}
        options={environments.map((value) => ({ value, label: common(`environment.${value}`) }))}
        defaultValue="production"
      />
      <FormSelect
        form={form}
        name="severity"
        label={t('severity')}
        options={severities.map((value) => ({ value, label: notices(value) }))}
        defaultValue="error"
      />
      <FormInput
        form={form}
        name="summary"
        label={t('summary')}
        hint={t('summaryHint')}
        autoComplete="off"
        required
      />
      <FormTextarea form={form} name="details" label={t('details')} hint={t('detailsHint')} note={optional} />
      <FormTextarea
        form={form}
        name="meaning"
        label={t('meaning')}
        hint={t('meaningHint')}
        note={optional}
        rows={3}
      />
      <FormTextarea
        form={form}
        name="remedy"
        label={t('remedy')}
        hint={t('remedyHint')}
        note={optional}
        rows={3}
      />
      <FormTextarea
        form={form}
        name="links"
        label={t('links')}
        hint={t('linksHint')}
        note={optional}
        rows={3}
        spellCheck={false}
      />
      <FormInput
        form={form}
        name="since"
        label={t('since')}
        note={optional}
        hint={t('sinceHint', { zone: await getTimeZone() })}
        type="datetime-local"
        width="half"
      />
    </div>
  )
}
