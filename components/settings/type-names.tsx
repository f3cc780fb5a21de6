import { getLocale, getTranslations } from 'next-intl/server'
import { FormInput, FormSelect } from '#/components/form/form-field.tsx'
import type { Locale } from '#/db/words/people.ts'
import type { IntegrationType } from '#/lib/accounts/account/load-account.ts'
import { maxTypeNameLength } from '#/lib/accounts/types/schema.ts'
import { nameType } from '#/lib/accounts/types/type-name.ts'
import { nameField } from '#/lib/changes/types/form.ts'
import { fallbackLocale, locales } from '#/lib/platform/i18n/languages.ts'
import { languageName } from '#/lib/platform/i18n/names.ts'

type TypeNamesProps = {
  /** The type to change; null for a new one, which goes to the end. */
  type: IntegrationType | null
  types: readonly IntegrationType[]
}

/** The fields of every type form: a name in each language, and the position in lists. */
export async function TypeNameFields({ type, types }: TypeNamesProps) {
  const t = await getTranslations('adminSettings.types.form')
  const locale = await getLocale()
  const others = types.filter(({ id }) => id !== type?.id)
  const hintOf = (one: Locale) => {
    if (one !== fallbackLocale) return t('nameHint', { language: languageName(fallbackLocale, locale) })
    return type ? undefined : t('idHint')
  }
  const before = type ? types[types.findIndex(({ id }) => id === type.id) - 1] : others.at(-1)
  return (
    <>
      {locales.map((one) => (
        <FormInput
          key={one}
          name={nameField(one)}
          lang={one}
          label={t('name', { language: languageName(one, locale) })}
          hint={hintOf(one)}
          defaultValue={type?.names[one]}
          maxLength={maxTypeNameLength}
          {...(one === fallbackLocale ? { required: true } : { optional: true })}
        />
      ))}
      <FormSelect
        name="after"
        label={t('after')}
        defaultValue={before?.id ?? ''}
        options={[
          { value: '', label: t('first') },
          ...others.map((other) => ({
            value: other.id,
            label: t('afterType', { name: nameType(other, locale) }),
          })),
        ]}
      />
    </>
  )
}
