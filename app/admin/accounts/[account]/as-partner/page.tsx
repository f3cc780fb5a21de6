import Link from 'next/link'
import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { definePage } from '#/app/define-page.tsx'
import { ActionForm } from '#/components/form/action-form.tsx'
import { FormRadioGroup } from '#/components/form/form-field.tsx'
import { Page } from '#/components/shell/page.tsx'
import { memberRoles } from '#/db/words/members.ts'
import { viewLife } from '#/lib/accounts/access/partner-view.ts'
import { loadAccount } from '#/lib/accounts/account/load-account.ts'
import { staff } from '#/lib/identity/access/require-staff.ts'
import { minute, now } from '#/lib/platform/values/clock.ts'
import { openPartnerViewAction } from './actions.ts'

/** Asks as whom staff want to see the account's pages. Opening the view is recorded; so it is a button, not a link. */
export default definePage('/admin/accounts/[account]/as-partner', staff, async ({ read, params }) => {
  const standing = await loadAccount(read, { slug: params.account }, now())
  if (!standing) notFound()
  const { account } = standing
  const t = await getTranslations('asPartner')
  const common = await getTranslations('common')
  const back = `/admin/accounts/${account.slug}`
  return (
    <Page
      title={t('title')}
      of={[account.name]}
      context={<Link href={back}>{account.name}</Link>}
      description={t('lead', { account: account.name, minutes: viewLife / minute })}
    >
      <div className="max-w-measure">
        <ActionForm
          action={openPartnerViewAction}
          id="view"
          hidden={{ account: account.slug }}
          submit={t('open')}
          cancel={{ href: back, label: t('cancel') }}
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
