import { getLocale, getTranslations } from 'next-intl/server'
import { definePage } from '#/app/define-page.tsx'
import { ActionForm } from '#/components/form/action-form.tsx'
import { FormInput, FormSelect } from '#/components/form/form-field.tsx'
import { Page } from '#/components/shell/page.tsx'
import { asTyped, emailInput } from '#/components/ui/text-input.tsx'
import { listIntegrationTypes } from '#/lib/accounts/types/queries.ts'
import { nameType } from '#/lib/accounts/types/type-name.ts'
import { admin } from '#/lib/identity/access/require-staff.ts'
import { languageOptions } from '#/lib/platform/i18n/languages.ts'
import { createAccountAction } from '../actions.ts'
import { SlugSuggestion } from './slug-suggestion.tsx'

/** Creates an account with its first owner; the reader's language is the default for both. */
export default definePage('/admin/accounts/new', admin, async ({ read }) => {
  const admin = await getTranslations('admin')
  const t = await getTranslations('admin.create')
  const locale = await getLocale()
  const types = await listIntegrationTypes(read)
  const languages = languageOptions
  return (
    <Page
      title={t('title')}
      parent={{ href: '/admin/accounts', name: admin('accounts.title') }}
      description={t('lead')}
    >
      <div className="max-w-measure">
        <ActionForm action={createAccountAction} id="account" submit={t('action')}>
          <FormInput name="name" label={t('name')} hint={t('nameHint')} autoComplete="off" required />
          <FormInput {...asTyped} name="slug" label={t('slug')} optional hint={t('slugHint')} width="half" />
          <SlugSuggestion nameId="account-name" slugId="account-slug" />
          <FormSelect
            name="integrationTypeId"
            label={t('type')}
            required
            options={[
              { value: '', label: t('choose') },
              ...types.map((type) => ({ value: type.id, label: nameType(type, locale) })),
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
            <FormInput {...emailInput} name="email" label={t('email')} required />
            <FormSelect name="locale" label={t('ownerLocale')} defaultValue={locale} options={languages} />
          </section>
        </ActionForm>
      </div>
    </Page>
  )
})
