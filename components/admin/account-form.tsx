import { getTranslations } from 'next-intl/server'
import { ActionForm } from '#/components/form/action-form.tsx'
import { FormInput, FormSelect } from '#/components/form/form-field.tsx'
import { type Locale, locales } from '#/db/words/locale.ts'
import type { FormAction } from '#/lib/platform/lists/form-state.ts'
import { SlugSuggestion } from './slug-suggestion.tsx'

type AccountFormProps = {
  action: FormAction
  /** The reader's, which is suggested for both languages. */
  locale: Locale
  types: readonly { id: string; name: string }[]
}

/** A new account and its first owner. */
export async function AccountForm({ action, locale, types }: AccountFormProps) {
  const t = await getTranslations('admin.create')
  const common = await getTranslations('common')
  const languages = locales.map((value) => ({ value, label: common(`languages.${value}`) }))
  return (
    <div className="max-w-measure">
      <ActionForm action={action} id="account" submit={t('action')}>
        <FormInput name="name" label={t('name')} hint={t('nameHint')} autoComplete="off" required />
        <FormInput
          name="slug"
          label={t('slug')}
          optional
          hint={t('slugHint')}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          width="half"
        />
        <SlugSuggestion nameId={`account-name`} slugId={`account-slug`} />
        <FormSelect
          name="integrationTypeId"
          label={t('type')}
          required
          options={[
            { value: '', label: t('choose') },
            ...types.map(({ id, name }) => ({ value: id, label: name })),
          ]}
        />
        <FormSelect
          name="defaultLocale"
          label={t('locale')}
          hint={t('localeHint')}
          defaultValue={locale}
          options={languages}
        />
        <section className="flex flex-col gap-5 border-line border-t pt-5">
          <h2 className="text-large">{t('owner')}</h2>
          <FormInput
            name="email"
            type="email"
            inputMode="email"
            label={t('email')}
            autoComplete="off"
            spellCheck={false}
            required
          />
          <FormSelect name="locale" label={t('ownerLocale')} defaultValue={locale} options={languages} />
        </section>
      </ActionForm>
    </div>
  )
}
