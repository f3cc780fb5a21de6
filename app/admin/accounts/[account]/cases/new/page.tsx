import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { definePage } from '#/app/define-page.tsx'
import { CaseForm } from '#/components/cases/case-form.tsx'
import { Page } from '#/components/shell/page.tsx'
import type { Reader } from '#/db/store/store.ts'
import { type CaseCategory, caseCategories } from '#/db/words/cases.ts'
import type { Account } from '#/lib/accounts/account/load-account.ts'
import { readCaseContacts } from '#/lib/cases/contacts.ts'
import { staff } from '#/lib/identity/access/require-staff.ts'
import { getFormatter } from '#/lib/platform/i18n/formatter.ts'
import { openCaseForAction } from '../../../actions.ts'
import { openAccount } from '../../open-account.ts'

/** Staff write to an account: the form of a new case, with the addresses that each category mails. */
export default definePage('/admin/accounts/[account]/cases/new', staff, async ({ grant, params }) => {
  const { read, account, page } = await openAccount(grant, params.account)
  if (account.closedAt !== null) notFound()
  const t = await getTranslations('cases.staffNew')
  return (
    <Page
      title={t('title', { account: account.name })}
      parent={{ href: page, name: account.name }}
      description={t('lead')}
    >
      <CaseForm
        action={openCaseForAction}
        account={account.slug}
        environment="production"
        back={`${page}/cases`}
        staffHints={await nameContacts(read, account)}
      />
    </Page>
  )
})

async function nameContacts(read: Reader, account: Account): Promise<Record<CaseCategory, string>> {
  const t = await getTranslations('cases.staffNew')
  const format = await getFormatter()
  const hints = caseCategories.map(async (category) => {
    const contacts = (await readCaseContacts(read, [account], category)).get(account.id) ?? []
    const addresses = format.list(contacts.map(({ shown }) => shown))
    return [category, contacts.length > 0 ? t('to', { addresses }) : t('nobody')]
  })
  return Object.fromEntries(await Promise.all(hints))
}
