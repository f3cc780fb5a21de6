import Link from 'next/link'
import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { definePage } from '#/app/define-page.tsx'
import { CaseColumns } from '#/components/cases/case-columns.tsx'
import { LiveUpdates } from '#/components/notices/live-updates.tsx'
import { sayLive } from '#/components/notices/live-words.ts'
import { NoticeBadges } from '#/components/notices/notice-badges.tsx'
import { NoticeFacts } from '#/components/notices/notice-facts.tsx'
import { NoticeText } from '#/components/notices/notice-text.tsx'
import { nameNotice } from '#/components/notices/notice-words.ts'
import { CloseNoticeForm } from '#/components/notices/staff/close-notice-form.tsx'
import { RawEvent } from '#/components/notices/staff/raw-event.tsx'
import { RouteAgainForm } from '#/components/notices/staff/route-again-form.tsx'
import { StaffNoticeRecord } from '#/components/notices/staff/staff-notice-record.tsx'
import { NoticeAccount } from '#/components/notices/staff/staff-notice-table.tsx'
import { UnroutableCard } from '#/components/notices/staff/unroutable-card.tsx'
import { Page } from '#/components/shell/page.tsx'
import { Card } from '#/components/ui/card.tsx'
import { DoneBanner } from '#/components/ui/done-banner.tsx'
import { listAccountNames } from '#/lib/accounts/search/named-queries.ts'
import { staff } from '#/lib/identity/access/require-staff.ts'
import { isOverdue } from '#/lib/notices/notice/overdue.ts'
import { listBouncingOf } from '#/lib/notices/views/bouncing-of.ts'
import { findNoticeForStaff, whomWouldNoticeReach } from '#/lib/notices/views/staff-queries.ts'
import { currentSettings } from '#/lib/platform/settings/current.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { closeNoticeAction, routeAgainAction } from './actions.ts'

export default definePage('/admin/notices/[notice]', staff, async ({ grant, read, params, query }) => {
  const view = await findNoticeForStaff(read, grant, params.notice)
  if (!view) notFound()
  const { notice, account } = view
  const t = await getTranslations('adminNotices')
  const { programmeName: programme } = await currentSettings()
  const name = await nameNotice(notice)
  const accountName = account?.name ?? notice.accountText
  const overdue = isOverdue(notice, now())
  const unroutable = notice.state === 'unroutable'
  const reach = unroutable ? await whomWouldNoticeReach(read, grant, view) : null
  return (
    <Page
      title={<span dir="auto">{name}</span>}
      name={name}
      of={[accountName]}
      context={<Link href="/admin/notices">{t('all')}</Link>}
      status={<NoticeBadges notice={notice} overdue={overdue} />}
      zoned
    >
      <DoneBanner
        done={query.done}
        known={['routed', 'joined', 'closed', 'sent']}
        title={(word) => t(`done.${word}`)}
      />
      <DoneBanner
        done={query.done}
        known={['still-unroutable']}
        title={(word) => t(`done.${word}`)}
        meaning="attention"
      />
      <LiveUpdates {...(await sayLive(view, programme))} path={`/admin/notices/${notice.id}`} />
      <CaseColumns
        facts={
          <NoticeFacts
            notice={notice}
            overdue={overdue}
            programme={programme}
            sourceName={view.sourceName}
            createdByName={view.createdByName}
            account={<NoticeAccount slug={account?.slug} name={account?.name} text={notice.accountText} />}
          />
        }
      >
        {unroutable ? <UnroutableCard notice={notice} reach={reach} programme={programme} /> : null}
        <RouteAgainForm
          action={routeAgainAction}
          notice={notice}
          account={account?.slug ?? notice.accountText}
          accounts={unroutable ? await listAccountNames(read, grant) : []}
          ended={!unroutable}
        />
        {notice.summary || notice.topic ? (
          <Card>
            <NoticeText notice={notice} accountName={accountName} programme={programme} support={null} />
          </Card>
        ) : null}
        <RawEvent raw={notice.raw} />
        <CloseNoticeForm
          action={closeNoticeAction}
          noticeId={notice.id}
          drill={notice.kind === 'drill'}
          step={notice.closedAt === null ? 'close' : notice.dueAt === null ? 'none' : 'settle'}
        />
      </CaseColumns>
      <StaffNoticeRecord {...view} bouncing={await listBouncingOf(read, view)} programme={programme} />
    </Page>
  )
})
