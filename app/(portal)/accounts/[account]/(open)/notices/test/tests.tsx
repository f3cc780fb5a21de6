import { getTranslations } from 'next-intl/server'
import { TestFields } from '#/components/notices/test-fields.tsx'
import { Banner } from '#/components/ui/banner.tsx'
import { Link } from '#/components/ui/link.tsx'
import { currentEnvironment } from '#/lib/accounts/access/environment.ts'
import { asEditor, unlessReadOnly } from '#/lib/accounts/access/grants.ts'
import { listFieldNames } from '#/lib/contacts/fields/field-names.ts'
import { listTestRecipients } from '#/lib/notices/routing/reach-queries.ts'
import { AccountPage, type AccountPageProps } from '../../../account-page.tsx'
import { contactsPath } from '../../../paths.ts'
import { sendTestAction } from '../notice-actions.ts'

/** Lists the fields that accept a test notice. */
export async function renderTests({ grant, read }: AccountPageProps) {
  const t = await getTranslations('notices')
  const { account, base, integrationType } = grant
  const asked = (await listTestRecipients(read, grant)).filter(
    ({ field }) => field !== 'merchant-issues' || integrationType.merchantIssues !== 'hidden',
  )
  const names = await listFieldNames(asked.map(({ field }) => field))
  const editor = asEditor(grant)
  const contacts = contactsPath(grant)
  return (
    <AccountPage
      grant={grant}
      title={t('test.title')}
      parent={{ href: `${base}/notices`, name: t('one.back') }}
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
    </AccountPage>
  )
}
