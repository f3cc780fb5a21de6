import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import { definePage } from '#/app/define-page.tsx'
import { CloseFollows } from '#/components/privacy/close-follows.tsx'
import { CloseForm } from '#/components/privacy/close-form.tsx'
import { PageTitle } from '#/components/shell/page-title.tsx'
import { ZoneNote } from '#/components/shell/zone-note.tsx'
import { Banner } from '#/components/ui/banner.tsx'
import { PageHeader } from '#/components/ui/page-header.tsx'
import { closedDays, closingVersion, deletionAt } from '#/lib/accounts/account/closing-policy.ts'
import { countWhatEnds } from '#/lib/changes/closing/queries.ts'
import { requireStaff } from '#/lib/identity/access/require-staff.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { openAccount } from '../open-account.ts'
import { closeAccountAction } from './actions.ts'

/** Says what follows before anything is done, and asks for the reason and the account's short name. */
export default definePage(async ({ params }: PageProps<'/admin/accounts/[account]/close'>) => {
  const grant = await requireStaff('admin')
  const { read, view, account, page, frame } = await openAccount(grant, (await params).account)
  const t = await getTranslations('closing.close')
  const ended = account.closedAt !== null
  return (
    <>
      <PageTitle parts={[t('title'), account.name, frame.programme]} />
      <PageHeader
        title={t('title')}
        context={<Link href={page}>{account.name}</Link>}
        description={ended ? undefined : t('lead', { days: closedDays })}
      />
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
      <ZoneNote />
    </>
  )
})
