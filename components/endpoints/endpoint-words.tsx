import { getLocale, getTranslations } from 'next-intl/server'
import { FormCheckboxGroup, FormInput, FormSelect } from '#/components/form/form-field.tsx'
import type { EndpointEntry, EndpointField } from '#/db/words/accounts.ts'
import { maxLengths } from '#/db/words/accounts.ts'
import type { Locale } from '#/db/words/people.ts'
import { listFieldNames } from '#/lib/contacts/fields/field-names.ts'
import { languageOptions } from '#/lib/platform/i18n/languages.ts'
import { languageName } from '#/lib/platform/i18n/names.ts'

type EndpointWordsProps = {
  offered: readonly EndpointField[]
  chosen: readonly EndpointField[]
  defaultLocale: Locale
  stored?: Pick<EndpointEntry, 'label' | 'locale'>
}

/** What every endpoint has, whatever its kind: the fields that it serves, its label and its language. */
export async function EndpointWords({ offered, chosen, defaultLocale, stored }: EndpointWordsProps) {
  const t = await getTranslations('endpoints.form')
  const form = await getTranslations('contacts.form')
  const language = languageName(defaultLocale, await getLocale())
  const names = await listFieldNames(offered)
  return (
    <>
      <FormCheckboxGroup
        name="fields"
        legend={t('fields')}
        hint={t('fieldsHint')}
        defaultValue={chosen}
        options={offered.map((value, index) => ({ value, label: names[index] }))}
      />
      <FormInput
        name="label"
        label={t('label')}
        hint={t('labelHint')}
        optional
        width="half"
        maxLength={maxLengths.label}
        autoComplete="off"
        defaultValue={stored?.label}
      />
      <FormSelect
        name="locale"
        label={t('locale')}
        defaultValue={stored?.locale ?? ''}
        options={[{ value: '', label: form('accountLanguage', { language }) }, ...languageOptions]}
      />
    </>
  )
}

/** Their labels, for the summary of a form's errors. */
export async function nameWords() {
  const t = await getTranslations('endpoints.form')
  return { fields: t('fields'), label: t('label'), locale: t('locale') }
}
