import { getTranslations } from 'next-intl/server'
import { renderAccountField } from '#/components/accounts/account-field.tsx'
import { FormInput, FormSelect, FormTextarea } from '#/components/form/form-field.tsx'
import { categoryChoices } from '#/components/notices/notice-names.ts'
import { environments } from '#/db/words/accounts.ts'
import { severities } from '#/db/words/notices.ts'
import { nameReaderZone } from '#/lib/platform/i18n/formatter.ts'

type HandFieldsProps = {
  account: string
  accounts: readonly { slug: string; name: string }[]
}

/** The fields of a notice by hand, as elements, so that the form finds their labels. */
export async function renderHandFields({ account, accounts }: HandFieldsProps) {
  const t = await getTranslations('adminNotices.write')
  const common = await getTranslations('common')
  const notices = await getTranslations('notices.severities')
  return (
    <div className="flex max-w-measure flex-col gap-5">
      {renderAccountField({
        label: t('account'),
        hint: t('accountHint'),
        defaultValue: account,
        accounts,
      })}
      <FormSelect
        name="category"
        label={t('category')}
        hint={t('categoryHint')}
        options={[{ value: '', label: t('choose') }, ...(await categoryChoices())]}
        required
      />
      <FormSelect
        name="environment"
        label={common('environment.label')}
        hint={t('environmentHint')}
        options={environments.map((value) => ({ value, label: common(`environment.${value}`) }))}
        defaultValue="production"
      />
      <FormSelect
        name="severity"
        label={t('severity')}
        options={severities.map((value) => ({ value, label: notices(value) }))}
        defaultValue="error"
      />
      <FormInput name="summary" label={t('summary')} hint={t('summaryHint')} autoComplete="off" required />
      <FormTextarea name="details" label={t('details')} hint={t('detailsHint')} optional />
      <FormTextarea name="meaning" label={t('meaning')} hint={t('meaningHint')} optional rows={3} />
      <FormTextarea name="remedy" label={t('remedy')} hint={t('remedyHint')} optional rows={3} />
      <FormTextarea
        name="links"
        label={t('links')}
        hint={t('linksHint')}
        optional
        rows={3}
        spellCheck={false}
      />
      <FormInput
        name="since"
        label={t('since')}
        optional
        hint={t('sinceHint', { zone: await nameReaderZone() })}
        type="datetime-local"
        width="half"
      />
    </div>
  )
}
