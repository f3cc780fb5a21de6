import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { definePage } from '#/app/define-page.tsx'
import { calendarPathOf } from '#/components/announcements/announcement-texts.ts'
import { AwaitedAnswer } from '#/components/drills/awaited-answer.tsx'
import { ActionForm } from '#/components/form/action-form.tsx'
import { FormTextarea } from '#/components/form/form-field.tsx'
import { DeadlineText } from '#/components/notices/deadline-text.tsx'
import { LiveNotice } from '#/components/notices/live-updates.tsx'
import { NoticeBadges, NoticeName } from '#/components/notices/notice-badges.tsx'
import { NoticeFactList } from '#/components/notices/notice-facts.tsx'
import { nameNotice } from '#/components/notices/notice-names.ts'
import { NoticeRecord } from '#/components/notices/notice-record.tsx'
import { NoticeText } from '#/components/notices/notice-text.tsx'
import { RawText } from '#/components/notices/staff/raw-text.tsx'
import { RouteAgainForm, SuggestedAccount } from '#/components/notices/staff/route-again-form.tsx'
import { NoticeAccount } from '#/components/notices/staff/staff-notice-table.tsx'
import { ReachSteps } from '#/components/notices/would-reach.tsx'
import { Page } from '#/components/shell/page.tsx'
import { Card, FactsColumns } from '#/components/ui/card.tsx'
import { DoneBanner } from '#/components/ui/done-banner.tsx'
import { Link } from '#/components/ui/link.tsx'
import { listDrilled } from '#/lib/accounts/reachability/waiting-drill.ts'
import { listAccountNames, suggestAccount } from '#/lib/accounts/search/named-queries.ts'
import { staff } from '#/lib/identity/access/require-staff.ts'
import { canHandBack } from '#/lib/notices/acknowledgement/undo-policy.ts'
import { announcementIdOf, isAnnouncement } from '#/lib/notices/notice/keys.ts'
import type { ReachPreview } from '#/lib/notices/routing/reach-queries.ts'
import { findDeadlinesForStaff } from '#/lib/notices/views/deadlines-of.ts'
import { listBouncingKeys } from '#/lib/notices/views/delivery-queries.ts'
import type { Notice } from '#/lib/notices/views/queries.ts'
import { findNoticeForStaff, previewNoticeReach } from '#/lib/notices/views/staff-queries.ts'
import { currentSettings } from '#/lib/platform/settings/current.ts'
import { closeNoticeAction, handBackAction, routeAgainAction } from './actions.ts'

export default definePage('/admin/notices/[notice]', staff, async ({ grant, read, params, query }) => {
  const view = (await findNoticeForStaff(read, grant, params.notice)) ?? notFound()
  const { notice, account } = view
  const t = await getTranslations('adminNotices')
  const name = await nameNotice(notice)
  const accountName = account?.name ?? notice.accountText
  const unroutable = notice.state === 'unroutable'
  // Staff write the text of an unreadable event, so no button routes it.
  const isNamed = unroutable && !account && Boolean(notice.summary || notice.topic)
  const suggestion = isNamed ? await suggestAccount(read, grant, notice.accountText) : null
  const deadline = (await findDeadlinesForStaff(read, grant, [notice])).get(notice.id)
  const reach = unroutable ? await previewNoticeReach(read, grant, view) : null
  return (
    <Page
      title={<NoticeName notice={notice} whole />}
      name={name}
      of={[accountName]}
      context={<Link href="/admin/notices">{t('all')}</Link>}
      status={<NoticeBadges notice={notice} />}
      zoned
    >
      <DoneBanner
        done={query.done}
        known={['routed', 'joined', 'closed', 'sent', 'handed-back']}
        title={(word) => t(`done.${word}`)}
      />
      <DoneBanner
        done={query.done}
        known={['still-unroutable']}
        title={(word) => t(`done.${word}`)}
        meaning="attention"
      />
      <LiveNotice view={view} path={`/admin/notices/${notice.id}`} />
      <FactsColumns
        facts={
          <NoticeFactList
            notice={notice}
            sourceName={view.sourceName}
            createdByName={view.createdByName}
            calendar={isAnnouncement(notice) ? calendarPathOf(announcementIdOf(notice.dedupKey)) : null}
            account={<NoticeAccount slug={account?.slug} name={account?.name} text={notice.accountText} />}
          />
        }
      >
        {deadline?.next ? (
          <p className="max-w-measure font-semibold text-bad wrap-anywhere">
            <DeadlineText deadline={deadline} reader="staff" />
          </p>
        ) : null}
        {unroutable ? <UnroutableCard notice={notice} reach={reach} /> : null}
        <SuggestedAccount action={routeAgainAction} notice={notice} suggestion={suggestion} />
        <RouteAgainForm
          action={routeAgainAction}
          notice={notice}
          account={account?.slug ?? notice.accountText}
          accounts={unroutable ? await listAccountNames(read, grant) : []}
          ended={!unroutable}
        />
        {notice.summary || notice.topic ? (
          <Card>
            <NoticeText notice={notice} accountName={accountName} support={null} isAsked={false} />
          </Card>
        ) : null}
        {notice.kind === 'drill' && notice.state === 'open' ? (
          <Card>
            <AwaitedAnswer addresses={await listDrilled(read, notice.id)} sentAt={notice.firstSeenAt} />
          </Card>
        ) : null}
        <RawEvent raw={notice.raw} />
        <HandBackForm notice={notice} />
        <CloseNoticeForm
          noticeId={notice.id}
          drill={notice.kind === 'drill'}
          step={notice.closedAt === null ? 'close' : notice.dueAt === null ? 'none' : 'settle'}
        />
      </FactsColumns>
      <NoticeRecord {...view} bouncing={await listBouncingKeys(read, view)} raw />
    </Page>
  )
})

/** The raw event of an unreadable notice or an unknown account. */
async function RawEvent({ raw }: { raw: string | null }) {
  if (!raw) return null
  const t = await getTranslations('adminNotices.raw')
  return (
    <Card title={t('title')} description={t('lead')}>
      <RawText text={raw} summary={t('show')} />
    </Card>
  )
}

/** Makes an acknowledged notice wait again; gone once nobody is on it, except after a late submission. */
async function HandBackForm({ notice }: { notice: Notice }) {
  const t = await getTranslations('adminNotices.handBack')
  return (
    <Box>
      <ActionForm
        action={handBackAction}
        id="hand-back"
        hidden={{ notice: notice.id, acknowledgedAt: notice.acknowledgedAt ?? 0 }}
        ended={!canHandBack(notice)}
        submit={t('action')}
        variant="secondary"
      >
        <FormTextarea name="reason" label={t('reason')} hint={t('hint')} rows={2} required />
      </ActionForm>
    </Box>
  )
}

type CloseNoticeFormProps = {
  noticeId: string
  /** The possible end: `close` it, `settle` a resolved one that needs an answer, or none. */
  step: 'close' | 'settle' | 'none'
  drill: boolean
}

async function CloseNoticeForm({ noticeId, step, drill }: CloseNoticeFormProps) {
  const t = await getTranslations('adminNotices.close')
  const words = step === 'settle' ? 'settle' : 'close'
  return (
    <Box>
      <ActionForm
        action={closeNoticeAction}
        id="close"
        hidden={{ notice: noticeId }}
        ended={step === 'none'}
        submit={t(words)}
        variant="secondary"
      >
        <FormTextarea
          name="note"
          label={t('note')}
          optional
          hint={t(drill ? 'drillHint' : `${words}Hint`)}
          rows={3}
        />
      </ActionForm>
    </Box>
  )
}

function Box({ children }: { children: ReactNode }) {
  return (
    <section className="rounded-box border border-line bg-surface p-4 empty:hidden sm:p-6 print:hidden">
      {children}
    </section>
  )
}

type UnroutableCardProps = {
  /** `problem`: `unknown-account`, `no-account`, `truncated`, or why it is unreadable; empty if nobody is reachable. */
  notice: Pick<Notice, 'problem' | 'accountText' | 'category'>
  /** Whom the notice would reach now, if its account is known. */
  reach: ReachPreview | null
}

async function UnroutableCard({ notice, reach }: UnroutableCardProps) {
  const t = await getTranslations('adminNotices.why')
  const { escalationMinutes } = await currentSettings()
  return (
    <Card title={t('title')}>
      {reach ? (
        <>
          <p>{t(reach.taken === null ? 'nobody' : 'somebody')}</p>
          <ReachSteps
            reach={reach}
            escalationMinutes={notice.category === 'emergency' ? escalationMinutes : null}
          />
        </>
      ) : (
        <Problem problem={notice.problem} accountText={notice.accountText} />
      )}
    </Card>
  )
}

async function Problem({ problem, accountText }: Pick<Notice, 'problem' | 'accountText'>) {
  const t = await getTranslations('adminNotices.why')
  const notices = await getTranslations('notices.problems')
  if (problem === 'unknown-account' || problem === 'no-account' || problem === 'truncated')
    return <p>{notices(problem, { account: accountText })}</p>
  return (
    <div>
      <p>{t('unreadable')}</p>
      <p lang="en" className="mt-1 text-muted text-small wrap-anywhere">
        {problem}
      </p>
    </div>
  )
}
