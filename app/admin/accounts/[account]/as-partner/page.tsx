import { getTranslations } from 'next-intl/server'
import { definePage } from '#/app/define-page.tsx'
import { ActionForm } from '#/components/form/action-form.tsx'
import { FormRadioGroup } from '#/components/form/form-field.tsx'
import { Page } from '#/components/shell/page.tsx'
import { memberRoles } from '#/db/words/people.ts'
import { viewTtl } from '#/lib/accounts/access/partner-view.ts'
import { staff } from '#/lib/identity/access/require-staff.ts'
import { minute } from '#/lib/platform/values/clock.ts'
import { openPartnerViewAction } from '../../actions.ts'
import { openAccount } from '../open-account.ts'

/** Asks staff for the role to view the account as. We record each view, so it opens by a button, not by a link. */
export default definePage('/admin/accounts/[account]/as-partner', staff, async ({ grant, params }) => {
  const { account, page, parent } = await openAccount(grant, params.account)
  const t = await getTranslations('asPartner')
  const common = await getTranslations('common')
  return (
    <Page
      asks
      title={t('title')}
      parent={parent}
      description={t('lead', { account: account.name, minutes: viewTtl / minute })}
    >
      <div className="max-w-measure">
        <ActionForm
          action={openPartnerViewAction}
          id="view"
          hidden={{ account: account.slug }}
          submit={t('open')}
          cancel={`${page}#as-partner`}
        >
          <FormRadioGroup
            name="role"
            legend={t('role')}
            required
            defaultValue="owner"
            options={memberRoles.map((role) => ({
              value: role,
              label: common(`roles.${role}`),
              hint: t(`roles.${role}`),
            }))}
          />
        </ActionForm>
      </div>
    </Page>
  )
})
