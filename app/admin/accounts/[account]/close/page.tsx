import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import { definePage } from '#/app/define-page.tsx'
import { CloseFollows } from '#/components/privacy/close-follows.tsx'
import { CloseForm } from '#/components/privacy/close-form.tsx'
import { Page } from '#/components/shell/page.tsx'
import { Banner } from '#/components/ui/banner.tsx'
import { closedDays, closingVersion, deletionAt } from '#/lib/accounts/account/closing-policy.ts'
import { countWhatEnds } from '#/lib/changes/closing/queries.ts'
import { admin } from '#/lib/identity/access/require-staff.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { openAccount } from '../open-account.ts'
import { closeAccountAction } from './actions.ts'

/** Says what follows before anything is done, and asks for the reason and the account's short name. */
export default definePage('/admin/accounts/[account]/close', admin, async ({ grant, params }) => {
  const { read, view, account, page } = await openAccount(grant, params.account)
  const t = await getTranslations('closing.close')
  const ended = account.closedAt !== null
  return (
    <Page
      title={t('title')}
      of={[account.name]}
      context={<Link href={page}>{account.name}</Link>}
      description={ended ? undefined : t('lead', { days: closedDays })}
      zoned
    >
      {ended ? (
        <Banner meaning="attention" title={t('already')} />
      ) : (
        <CloseFollows
          members={view.members}
          ends={await countWhatEnds(read, grant, account.id)}
          deletedAt={deletionAt(now())}
        />
      )}
      <CloseForm
        account={account.slug}
        version={closingVersion(account)}
        action={closeAccountAction}
        back={page}
        ended={ended}
      />
    </Page>
  )
})
