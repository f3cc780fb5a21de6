import { getTimeZone, getTranslations } from 'next-intl/server'
import { AccountSuggestions } from '#/components/accounts/account-suggestions.tsx'
import { FormInput, FormSelect, FormTextarea } from '#/components/form/form-field.tsx'
import { environments } from '#/db/words/accounts.ts'
import { noticeCategories, severities } from '#/db/words/notices.ts'
import type { handFieldNames } from '#/lib/notices/composing/hand-form-state.ts'

type HandFieldsProps = {
  form: string
  /** The account the form was opened for. */
  account: string
  accounts: readonly { slug: string; name: string }[]
}

/** What the fields are called. */
export async function readHandLabels() {
  const t = await getTranslations('adminNotices.write')
  const common = await getTranslations('common')
  return {
    slug: t('account'),
    category: t('category'),
    environment: common('environment.label'),
    severity: t('severity'),
    summary: t('summary'),
    details: t('details'),
    meaning: t('meaning'),
    remedy: t('remedy'),
    links: t('links'),
    since: t('since'),
  } satisfies Record<(typeof handFieldNames)[number], string>
}

/** Everything a notice by hand says. */
export async function HandFields({ form, account, accounts }: HandFieldsProps) {
  const t = await getTranslations('adminNotices.write')
  const common = await getTranslations('common')
  const notices = await getTranslations('notices.severities')
  const categories = await getTranslations('mail.categories')
  const optional = common('optional')
  const labels = await readHandLabels()
  return (
    <div className="flex max-w-measure flex-col gap-5">
      <FormInput
        form={form}
        name="slug"
        label={labels.slug}
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
        label={labels.category}
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
        label={labels.environment}
        hint={t('environmentHint')}
        options={environments.map((value) => ({ value, label: common(`environment.${value}`) }))}
        defaultValue="production"
      />
      <FormSelect
        form={form}
        name="severity"
        label={labels.severity}
        options={severities.map((value) => ({ value, label: notices(value) }))}
        defaultValue="error"
      />
      <FormInput
        form={form}
        name="summary"
        label={labels.summary}
        hint={t('summaryHint')}
        autoComplete="off"
        required
      />
      <FormTextarea
        form={form}
        name="details"
        label={labels.details}
        hint={t('detailsHint')}
        note={optional}
      />
      <FormTextarea
        form={form}
        name="meaning"
        label={labels.meaning}
        hint={t('meaningHint')}
        note={optional}
        rows={3}
      />
      <FormTextarea
        form={form}
        name="remedy"
        label={labels.remedy}
        hint={t('remedyHint')}
        note={optional}
        rows={3}
      />
      <FormTextarea
        form={form}
        name="links"
        label={labels.links}
        hint={t('linksHint')}
        note={optional}
        rows={3}
        spellCheck={false}
      />
      <FormInput
        form={form}
        name="since"
        label={labels.since}
        note={optional}
        hint={t('sinceHint', { zone: await getTimeZone() })}
        type="datetime-local"
        width="half"
      />
    </div>
  )
}
