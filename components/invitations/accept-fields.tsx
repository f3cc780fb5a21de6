import { getTranslations } from 'next-intl/server'
import { BrowserTimeZone } from '#/components/form/browser-time-zone.tsx'
import { FormInput, FormSelect } from '#/components/form/form-field.tsx'
import type { Locale } from '#/db/words/people.ts'
import { languageOptions } from '#/lib/platform/i18n/languages.ts'

export async function AcceptFields({ name, locale }: { name: string; locale: Locale }) {
  const t = await getTranslations('invitations')
  return (
    <>
      <FormInput
        name="name"
        label={t('name')}
        hint={t('nameHint')}
        defaultValue={name}
        autoComplete="name"
        maxLength={80}
        required
      />
      <FormSelect
        name="locale"
        label={t('locale')}
        hint={t('localeHint')}
        defaultValue={locale}
        options={languageOptions}
      />
      <BrowserTimeZone />
    </>
  )
}
