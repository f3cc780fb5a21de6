import { getLocale, getTranslations } from 'next-intl/server'
import { definePage } from '#/app/define-page.tsx'
import { FactsCard } from '#/components/admin/facts-card.tsx'
import { ActionForm } from '#/components/form/action-form.tsx'
import { FormInput, FormSelect } from '#/components/form/form-field.tsx'
import { Page } from '#/components/shell/page.tsx'
import { listIntegrationTypes } from '#/lib/accounts/types/queries.ts'
import { nameType } from '#/lib/accounts/types/type-name.ts'
import { accountVersion } from '#/lib/changes/accounts/form.ts'
import { admin } from '#/lib/identity/access/require-staff.ts'
import { languageOptions } from '#/lib/platform/i18n/languages.ts'
import { currentSettings } from '#/lib/platform/settings/current.ts'
import { editAccountAction } from '../../actions.ts'
import { openAccount } from '../open-account.ts'

export default definePage('/admin/accounts/[account]/edit', admin, async ({ grant, params }) => {
  const { read, view, account, page, parent } = await openAccount(grant, params.account)
  const t = await getTranslations('adminAccount.edit')
  const locale = await getLocale()
  const { completionDays } = await currentSettings()
  const types = await listIntegrationTypes(read)
  return (
    <Page title={t('title')} parent={parent} description={t('lead')} zoned>
      <div className="max-w-measure">
        <ActionForm
          action={editAccountAction}
          id="edit"
          hidden={{ account: account.slug }}
          submit={t('save')}
          cancel={page}
          version={accountVersion(account)}
        >
          <FormInput
            name="name"
            label={t('name')}
            hint={t('nameHint')}
            autoComplete="off"
            defaultValue={account.name}
            required
          />
          <FormSelect
            name="integrationTypeId"
            label={t('type')}
            hint={t('typeHint', { days: completionDays })}
            defaultValue={account.integrationTypeId}
            options={types.map((type) => ({ value: type.id, label: nameType(type, locale) }))}
          />
          <FormSelect
            name="defaultLocale"
            label={t('locale')}
            hint={t('localeHint')}
            defaultValue={account.defaultLocale}
            options={languageOptions}
          />
        </ActionForm>
      </div>
      <div id="edit-version" tabIndex={-1} className="max-w-measure">
        <FactsCard view={view} title={t('now')} />
      </div>
    </Page>
  )
})
