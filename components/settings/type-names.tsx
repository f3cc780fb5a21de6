import { getLocale, getTranslations } from 'next-intl/server'
import { FormInput, FormSelect } from '#/components/form/form-field.tsx'
import type { IntegrationType } from '#/lib/accounts/account/load-account.ts'
import { longestTypeName } from '#/lib/accounts/types/schema.ts'
import { nameType } from '#/lib/accounts/types/type-name.ts'

type TypeNamesProps = {
  /** The type to change; null for a new one, which goes to the end. */
  type: IntegrationType | null
  types: readonly IntegrationType[]
}

/** The fields of every type form: names and position in lists. */
export async function TypeNameFields({ type, types }: TypeNamesProps) {
  const t = await getTranslations('adminSettings.types.form')
  const locale = await getLocale()
  const others = types.filter(({ id }) => id !== type?.id)
  const before = type ? types[types.findIndex(({ id }) => id === type.id) - 1] : others.at(-1)
  return (
    <>
      <FormInput
        name="nameEn"
        lang="en"
        label={t('nameEn')}
        hint={type ? undefined : t('idHint')}
        defaultValue={type?.nameEn}
        maxLength={longestTypeName}
        required
      />
      <FormInput
        name="nameIt"
        lang="it"
        label={t('nameIt')}
        defaultValue={type?.nameIt}
        maxLength={longestTypeName}
        required
      />
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
