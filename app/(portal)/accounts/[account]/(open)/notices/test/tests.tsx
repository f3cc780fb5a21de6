import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import { TestFields } from '#/components/notices/test-fields.tsx'
import { Page } from '#/components/shell/page.tsx'
import { Banner } from '#/components/ui/banner.tsx'
import { currentEnvironment } from '#/lib/accounts/access/environment.ts'
import { type AccountGrant, asEditor, unlessReadOnly } from '#/lib/accounts/access/grants.ts'
import { listFieldNames } from '#/lib/contacts/fields/field-names.ts'
import { listTestRecipients } from '#/lib/notices/routing/reach-queries.ts'
import { getStore } from '#/lib/platform/store/store.ts'
import { sendTestAction } from '../notice-actions.ts'

/** Lists the fields that accept a test notice. */
export async function renderTests({ grant }: { grant: AccountGrant }) {
  const t = await getTranslations('notices')
  const { account, base, integrationType } = grant
  const asked = (await listTestRecipients((await getStore()).read, grant)).filter(
    ({ field }) => field !== 'merchant-issues' || integrationType.merchantIssues !== 'hidden',
  )
  const names = await listFieldNames(asked.map(({ field }) => field))
  const editor = asEditor(grant)
  const contacts = `${base}/configuration/contact-information`
  return (
    <Page
      title={t('test.title')}
      of={[account.name]}
      context={<Link href={`${base}/notices`}>{t('one.back')}</Link>}
      description={t('test.lead')}
    >
      {(await currentEnvironment()) === 'sandbox' ? (
        <Banner meaning="attention" title={t('test.sandbox')} />
      ) : null}
      {editor ? null : <Banner meaning="information" title={t('test.editors')} />}
      <TestFields
        account={account.slug}
        contacts={contacts}
        fields={asked.map((one, place) => ({ ...one, name: names[place] ?? '' }))}
        mayAct={editor !== null}
        action={unlessReadOnly(grant, sendTestAction)}
      />
      {editor ? (
        <p>
          <Link href={contacts}>{t('test.contacts')}</Link>
        </p>
      ) : null}
    </Page>
  )
}
