import { getTimeZone, getTranslations } from 'next-intl/server'
import { AccountSuggestions } from '#/components/accounts/account-suggestions.tsx'
import { FormInput, FormSelect, FormTextarea } from '#/components/form/form-field.tsx'
import { environments } from '#/db/words/accounts.ts'
import { noticeCategories, severities } from '#/db/words/notices.ts'
import type { handFieldNames } from '#/lib/notices/composing/hand-form-state.ts'

type HandFieldsProps = {
  /** The account that the form was opened from. */
  account: string
  accounts: readonly { slug: string; name: string }[]
}

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

/** The fields of a notice by hand. */
export async function HandFields({ account, accounts }: HandFieldsProps) {
  const t = await getTranslations('adminNotices.write')
  const common = await getTranslations('common')
  const notices = await getTranslations('notices.severities')
  const categories = await getTranslations('mail.categories')
  const labels = await readHandLabels()
  return (
    <div className="flex max-w-measure flex-col gap-5">
      <FormInput
        name="slug"
        label={labels.slug}
        hint={t('accountHint')}
        defaultValue={account}
        list="notice-accounts"
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        required
      />
      <AccountSuggestions id="notice-accounts" accounts={accounts} />
      <FormSelect
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
        name="environment"
        label={labels.environment}
        hint={t('environmentHint')}
        options={environments.map((value) => ({ value, label: common(`environment.${value}`) }))}
        defaultValue="production"
      />
      <FormSelect
        name="severity"
        label={labels.severity}
        options={severities.map((value) => ({ value, label: notices(value) }))}
        defaultValue="error"
      />
      <FormInput name="summary" label={labels.summary} hint={t('summaryHint')} autoComplete="off" required />
      <FormTextarea name="details" label={labels.details} hint={t('detailsHint')} optional />
      <FormTextarea name="meaning" label={labels.meaning} hint={t('meaningHint')} optional rows={3} />
      <FormTextarea name="remedy" label={labels.remedy} hint={t('remedyHint')} optional rows={3} />
      <FormTextarea
        name="links"
        label={labels.links}
        hint={t('linksHint')}
        optional
        rows={3}
        spellCheck={false}
      />
      <FormInput
        name="since"
        label={labels.since}
        optional
        hint={t('sinceHint', { zone: await getTimeZone() })}
        type="datetime-local"
        width="half"
      />
    </div>
  )
}
