import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import { definePage } from '#/app/define-page.tsx'
import { ActionForm } from '#/components/form/action-form.tsx'
import { FormVersion } from '#/components/form/form-version.tsx'
import { Page } from '#/components/shell/page.tsx'
import { Banner } from '#/components/ui/banner.tsx'
import { closingVersion, mayReopen } from '#/lib/accounts/account/closing-policy.ts'
import { admin } from '#/lib/identity/access/require-staff.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { openAccount } from '../open-account.ts'
import { reopenAccountAction } from './actions.ts'

export default definePage('/admin/accounts/[account]/reopen', admin, async ({ grant, params }) => {
  const { view, account, page } = await openAccount(grant, params.account)
  const t = await getTranslations('closing.reopen')
  const { closedAt } = account
  const may = closedAt !== null && mayReopen(closedAt, now())
  return (
    <Page
      title={t('title')}
      of={[account.name]}
      context={<Link href={page}>{account.name}</Link>}
      description={may ? t('lead') : undefined}
    >
      {may ? (
        <ul className="flex max-w-measure list-disc flex-col gap-2 pl-5">
          <li>{t('dates')}</li>
          <li>{t('ended')}</li>
          <li>{t('told', { count: view.members.filter(({ role }) => role === 'owner').length })}</li>
        </ul>
      ) : (
        <Banner meaning="attention" title={t(closedAt === null ? 'open' : 'late')} />
      )}
      <ReopenForm account={account.slug} version={closingVersion(account)} back={page} ended={!may} />
    </Page>
  )
})

type ReopenFormProps = { account: string; version: string; back: string; ended: boolean }

/** The button that opens a closed account again. */
async function ReopenForm({ account, version, back, ended }: ReopenFormProps) {
  const t = await getTranslations('closing.reopen')
  return (
    <div className="max-w-measure empty:hidden">
      <ActionForm
        action={reopenAccountAction}
        id="reopen"
        hidden={{ account }}
        ended={ended}
        submit={t('action')}
        variant="primary"
        cancel={{ href: back, label: t('cancel') }}
      >
        <FormVersion value={version} />
      </ActionForm>
    </div>
  )
}
