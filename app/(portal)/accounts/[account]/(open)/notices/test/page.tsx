import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import { definePage } from '#/app/define-page.tsx'
import { TestFields } from '#/components/notices/test-fields.tsx'
import { PageTitle } from '#/components/page-title.tsx'
import { Banner } from '#/components/ui/banner.tsx'
import { PageHeader } from '#/components/ui/page-header.tsx'
import { currentEnvironment } from '#/lib/access/environment.ts'
import { asEditor } from '#/lib/access/grants.ts'
import { requireOpenAccount } from '#/lib/access/require.ts'
import { listFieldNames } from '#/lib/contacts/field-names.ts'
import { listTestRecipients } from '#/lib/notices/reach-queries.ts'
import { currentSettings } from '#/lib/settings/current.ts'
import { getStore } from '#/lib/store.ts'
import { sendTestAction } from '../notice-actions.ts'

export default definePage(async ({ params }: PageProps<'/accounts/[account]/notices/test'>) => {
  const grant = await requireOpenAccount((await params).account, 'notices/test')
  const t = await getTranslations('notices')
  const { account, integrationType } = grant
  const { programmeName: programme } = await currentSettings()
  const base = `/accounts/${account.slug}`
  const asked = (await listTestRecipients((await getStore()).read, grant)).filter(
    ({ field }) => field !== 'merchant-issues' || integrationType.merchantIssues !== 'hidden',
  )
  const names = await listFieldNames(
    asked.map(({ field }) => field),
    programme,
  )
  const editor = asEditor(grant)
  return (
    <>
      <PageTitle parts={[t('test.title'), account.name, programme]} />
      <PageHeader
        title={t('test.title')}
        context={<Link href={`${base}/notices`}>{t('one.back')}</Link>}
        description={t('test.lead')}
      />
      {(await currentEnvironment()) === 'sandbox' ? (
        <Banner meaning="attention" title={t('test.sandbox')} />
      ) : null}
      {editor ? null : <Banner meaning="information" title={t('test.editors')} />}
      <TestFields
        account={account.slug}
        fields={asked.map((one, place) => ({ ...one, name: names[place] ?? '' }))}
        action={editor ? sendTestAction : null}
      />
      <p>
        <Link href={`${base}/configuration/contact-information`}>{t('test.contacts')}</Link>
      </p>
    </>
  )
})
