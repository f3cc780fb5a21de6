import Link from 'next/link'
import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { definePage } from '#/app/define-page.tsx'
import { ActionForm } from '#/components/form/action-form.tsx'
import { FormRadioGroup } from '#/components/form/form-field.tsx'
import { PageTitle } from '#/components/shell/page-title.tsx'
import { ButtonLink } from '#/components/ui/button.tsx'
import { ButtonRow } from '#/components/ui/button-row.tsx'
import { PageHeader } from '#/components/ui/page-header.tsx'
import { SubmitButton } from '#/components/ui/submit-button.tsx'
import { memberRoles } from '#/db/words/members.ts'
import { viewLife } from '#/lib/accounts/access/partner-view.ts'
import { findStanding } from '#/lib/accounts/account/standing.ts'
import { requireStaff } from '#/lib/identity/access/require-staff.ts'
import { currentSettings } from '#/lib/platform/settings/current.ts'
import { getStore } from '#/lib/platform/store/store.ts'
import { minute, now } from '#/lib/platform/values/clock.ts'
import { openPartnerViewAction } from './actions.ts'

/** Asks as whom staff want to see the account's pages. Opening the view is recorded; so it is a button, not a link. */
export default definePage(async ({ params }: PageProps<'/admin/accounts/[account]/as-partner'>) => {
  await requireStaff()
  const standing = await findStanding((await getStore()).read, { slug: (await params).account }, now())
  if (!standing) notFound()
  const { account } = standing
  const t = await getTranslations('asPartner')
  const common = await getTranslations('common')
  const { programmeName } = await currentSettings()
  const back = `/admin/accounts/${account.slug}`
  return (
    <>
      <PageTitle parts={[t('title'), account.name, programmeName]} />
      <PageHeader
        title={t('title')}
        context={<Link href={back}>{account.name}</Link>}
        description={t('lead', { account: account.name, minutes: viewLife / minute })}
      />
      <div className="max-w-measure">
        <ActionForm action={openPartnerViewAction} id="view">
          <input type="hidden" name="account" value={account.slug} />
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
          <ButtonRow>
            <SubmitButton>{t('open')}</SubmitButton>
            <ButtonLink href={back}>{t('cancel')}</ButtonLink>
          </ButtonRow>
        </ActionForm>
      </div>
    </>
  )
})
