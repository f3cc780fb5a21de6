import { getTranslations } from 'next-intl/server'
import { definePage } from '#/app/define-page.tsx'
import { AccountFrame } from '#/components/admin/account-frame.tsx'
import { NoticesWithDeliveries } from '#/components/notices/staff/notice-deliveries.tsx'
import { PagedList } from '#/components/shell/paged-list.tsx'
import { ButtonLink, ButtonRow } from '#/components/ui/button.tsx'
import { staff } from '#/lib/identity/access/require-staff.ts'
import { listDeliveriesOfEach } from '#/lib/notices/views/account-deliveries.ts'
import { staffNotices } from '#/lib/notices/views/lists.ts'
import { listNoticesForStaff } from '#/lib/notices/views/staff-queries.ts'
import { findMarks } from '#/lib/platform/mail/marks.ts'
import { openAccount } from '../open-account.ts'

export default definePage('/admin/accounts/[account]/notices', staff, async ({ grant, params, query }) => {
  const { read, account, page, frame } = await openAccount(grant, params.account)
  const t = await getTranslations('adminAccount')
  const after = staffNotices.after(query)
  const { notices, next } = await listNoticesForStaff(read, grant, { account: account.slug }, after)
  const deliveries = await listDeliveriesOfEach(
    read,
    grant,
    notices.map(({ id }) => id),
  )
  const recipients = [...deliveries.values()].flatMap(({ newest }) =>
    newest.map(({ recipient }) => recipient),
  )
  return (
    <AccountFrame {...frame} tab="notices" zoned>
      <div className="flex flex-wrap items-start justify-between gap-4">
        <p className="max-w-measure text-muted">{t('notices.lead')}</p>
        <ButtonRow>
          <ButtonLink icon="plus" href={`/admin/notices/new?account=${account.slug}`}>
            {t('notices.send')}
          </ButtonLink>
          <ButtonLink icon="search" href={staffNotices.href({ account: account.slug, kind: null })}>
            {t('notices.filter')}
          </ButtonLink>
        </ButtonRow>
      </div>
      <h2 className="sr-only">{t('tabs.notices')}</h2>
      <PagedList
        list={staffNotices}
        path={`${page}/notices`}
        rows={notices}
        after={after}
        next={next}
        empty={{ icon: 'bell', title: t('notices.none'), text: t('notices.noneText') }}
        zoned={false}
      >
        <NoticesWithDeliveries
          notices={notices}
          deliveries={deliveries}
          bouncing={new Set((await findMarks(read, recipients)).keys())}
        />
      </PagedList>
    </AccountFrame>
  )
})
