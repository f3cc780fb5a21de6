import { getTranslations } from 'next-intl/server'
import { definePage } from '#/app/define-page.tsx'
import { ActionForm } from '#/components/form/action-form.tsx'
import { Page } from '#/components/shell/page.tsx'
import { Banner } from '#/components/ui/banner.tsx'
import { closingVersion, mayReopen } from '#/lib/accounts/account/closing-policy.ts'
import { admin } from '#/lib/identity/access/require-staff.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { reopenAccountAction } from '../../actions.ts'
import { openAccount } from '../open-account.ts'

export default definePage('/admin/accounts/[account]/reopen', admin, async ({ grant, params }) => {
  const { view, account, page, parent } = await openAccount(grant, params.account)
  const t = await getTranslations('closing.reopen')
  const { closedAt } = account
  const may = closedAt !== null && mayReopen(closedAt, now())
  return (
    <Page asks title={t('title')} parent={parent} description={may ? t('lead') : undefined}>
      {may ? (
        <ul className="flex max-w-measure list-disc flex-col gap-2 pl-5">
          <li>{t('dates')}</li>
          <li>{t('ended')}</li>
          <li>{t('told', { count: view.members.filter(({ role }) => role === 'owner').length })}</li>
        </ul>
      ) : (
        <Banner meaning="attention" title={t(closedAt === null ? 'open' : 'late')} />
      )}
      <div className="max-w-measure empty:hidden">
        <ActionForm
          action={reopenAccountAction}
          id="reopen"
          hidden={{ account: account.slug }}
          ended={!may}
          submit={t('action')}
          cancel={`${page}#reopen`}
          version={closingVersion(account)}
        />
      </div>
    </Page>
  )
})
