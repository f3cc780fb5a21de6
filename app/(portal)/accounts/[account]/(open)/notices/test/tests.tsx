import { getTranslations } from 'next-intl/server'
import { BounceAdvice } from '#/components/contacts/address-status.tsx'
import { AddressesAsText } from '#/components/contacts/copied-address.tsx'
import { Banner } from '#/components/ui/banner.tsx'
import { Card } from '#/components/ui/card.tsx'
import { Link } from '#/components/ui/link.tsx'
import { fields, ruleOf } from '#/db/words/accounts.ts'
import { currentEnvironment } from '#/lib/accounts/access/environment.ts'
import { asEditor } from '#/lib/accounts/access/grants.ts'
import { listFieldNames } from '#/lib/contacts/fields/field-names.ts'
import { listTestRecipients } from '#/lib/notices/routing/reach-queries.ts'
import { AccountPage, type AccountPageProps } from '../../../account-page.tsx'
import { contactsPath } from '../../../paths.ts'
import { TestForm } from '../test-form.tsx'

/** Lists the fields that accept a test notice, each with its current recipients. */
export async function renderTests({ grant, read }: AccountPageProps) {
  const t = await getTranslations('notices')
  const { base, integrationType } = grant
  const asked = (await listTestRecipients(read, grant)).filter(
    ({ field }) => ruleOf(field, integrationType.merchantIssues) !== 'hidden',
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
      <div className="grid max-w-4xl gap-4">
        {asked.map(({ field, recipients }, place) => (
          <Card key={field} title={names[place]}>
            <AddressesAsText addresses={recipients} none={t('test.none')} />
            {recipients.some(({ bouncing, kind }) => bouncing && kind === 'mail') ? (
              <p className="max-w-measure text-bad text-small">
                <BounceAdvice
                  of={fields[field].holds === 'members' ? 'member' : 'contact'}
                  field={editor && `${contacts}#${field}`}
                />
              </p>
            ) : null}
            {editor ? <TestForm grant={grant} field={field} name={names[place]} /> : null}
          </Card>
        ))}
      </div>
      {editor ? (
        <p>
          <Link href={contacts}>{t('test.contacts')}</Link>
        </p>
      ) : null}
    </AccountPage>
  )
}
