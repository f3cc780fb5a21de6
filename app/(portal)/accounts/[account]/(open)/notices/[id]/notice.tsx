import Link from 'next/link'
import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { AnswerForms } from '#/components/notices/answer-forms.tsx'
import { LiveUpdates } from '#/components/notices/live-updates.tsx'
import { sayLive } from '#/components/notices/live-words.ts'
import { NoticeBadges } from '#/components/notices/notice-badges.tsx'
import { NoticeFacts } from '#/components/notices/notice-facts.tsx'
import { NoticeRecord } from '#/components/notices/notice-record.tsx'
import { NoticeText } from '#/components/notices/notice-text.tsx'
import { nameNotice } from '#/components/notices/notice-words.ts'
import { WouldHaveReached } from '#/components/notices/would-reach.tsx'
import { PageTitle } from '#/components/shell/page-title.tsx'
import { ZoneNote } from '#/components/shell/zone-note.tsx'
import { Card } from '#/components/ui/card.tsx'
import { PageHeader } from '#/components/ui/page-header.tsx'
import { type AccountGrant, unlessReadOnly } from '#/lib/accounts/access/grants.ts'
import { isOverdue } from '#/lib/notices/notice/overdue.ts'
import { listBouncingOf } from '#/lib/notices/views/bouncing-of.ts'
import { findNotice } from '#/lib/notices/views/queries.ts'
import { currentSettings } from '#/lib/platform/settings/current.ts'
import { getStore } from '#/lib/platform/store/store.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { acknowledgeNoticeAction, closeNoticeAction } from '../notice-actions.ts'
import { DoneBanner } from './done-banner.tsx'

const actions = { acknowledge: acknowledgeNoticeAction, close: closeNoticeAction }
type Props = {
  grant: AccountGrant
  id: string
  query: Record<string, string | string[] | undefined>
}

/** One notice: what it says, what became of it, and the answer it may want. */
export async function renderNotice({ grant, id, query }: Props) {
  const { account, base } = grant
  const { read } = await getStore()
  const view = await findNotice(read, grant, id)
  if (!view) notFound()
  const { notice } = view
  const t = await getTranslations('notices')
  const { programmeName: programme } = await currentSettings()
  const title = await nameNotice(notice)
  const overdue = isOverdue(notice, now())
  const bouncing = await listBouncingOf(read, view)
  const said = { notice, accountName: account.name, programme }
  return (
    <>
      <PageTitle parts={[title, account.name, programme]} />
      <PageHeader
        title={<span dir="auto">{title}</span>}
        context={<Link href={`${base}/notices`}>{t('one.back')}</Link>}
        status={<NoticeBadges notice={notice} overdue={overdue} />}
      />
      <DoneBanner done={query.done} />
      <LiveUpdates {...(await sayLive(view, programme))} path={`${base}/notices/${id}`} />
      <div className="@container">
        <div className="grid items-start gap-6 @4xl:grid-cols-[minmax(0,1fr)_20rem]">
          <div className="flex min-w-0 flex-col gap-6">
            <Card>
              <NoticeText {...said} support={`${base}/support/new`} />
            </Card>
            <AnswerForms
              account={account.slug}
              notice={notice}
              programme={programme}
              actions={unlessReadOnly(grant, actions)}
            />
          </div>
          <NoticeFacts {...view} overdue={overdue} programme={programme} />
        </div>
      </div>
      {notice.silence ? (
        <WouldHaveReached
          silence={notice.silence}
          reached={notice.wouldReach ?? []}
          bouncing={bouncing}
          programme={programme}
        />
      ) : null}
      <NoticeRecord
        {...view}
        programme={programme}
        bouncing={bouncing}
        contacts={`${base}/configuration/contact-information`}
      />
      <ZoneNote />
    </>
  )
}
