import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { AcknowledgeForm, CloseForm } from '#/components/notices/answer-forms.tsx'
import { DeliveryTable } from '#/components/notices/delivery-table.tsx'
import { LiveNotice } from '#/components/notices/live-updates.tsx'
import { NoticeBadges } from '#/components/notices/notice-badges.tsx'
import { NoticeFactList } from '#/components/notices/notice-facts.tsx'
import { NoticeName } from '#/components/notices/notice-name.tsx'
import { NoticeText } from '#/components/notices/notice-text.tsx'
import { NoticeTimeline } from '#/components/notices/notice-timeline.tsx'
import { nameNotice } from '#/components/notices/notice-words.ts'
import { WouldHaveReached } from '#/components/notices/would-reach.tsx'
import { Card } from '#/components/ui/card.tsx'
import { DoneBanner } from '#/components/ui/done-banner.tsx'
import { Link } from '#/components/ui/link.tsx'
import { unlessReadOnly } from '#/lib/accounts/access/grants.ts'
import { listBouncingOf } from '#/lib/notices/views/bouncing-of.ts'
import { findNotice, type NoticeView } from '#/lib/notices/views/queries.ts'
import { AccountPage, type AccountPageProps } from '../../../account-page.tsx'
import { contactsPath } from '../../../paths.ts'
import { acknowledgeNoticeAction, closeNoticeAction } from '../notice-actions.ts'

const actions = { acknowledge: acknowledgeNoticeAction, close: closeNoticeAction }
type Props = AccountPageProps & { params: { id: string } }

/** One notice: its text, its history, and the answer it may need. */
export async function renderNotice({ grant, read, params: { id }, query }: Props) {
  const { account, base } = grant
  const view = await findNotice(read, grant, id)
  if (!view) notFound()
  const { notice } = view
  const t = await getTranslations('notices')
  const title = await nameNotice(notice)
  const bouncing = await listBouncingOf(read, view)
  const answering = { account: account.slug, notice, actions: unlessReadOnly(grant, actions) }
  return (
    <AccountPage
      grant={grant}
      title={<NoticeName notice={notice} whole />}
      name={title}
      parent={{ href: `${base}/notices`, name: t('one.back') }}
      status={<NoticeBadges notice={notice} />}
      zoned
    >
      <DoneBanner done={query.done} known={['closed']} title={(word) => t(`one.done.${word}`)} />
      <DoneBanner done={query.done} known={['test', 'acknowledged']} title={(word) => t(`one.done.${word}`)}>
        {t(query.done === 'test' ? 'one.done.testText' : 'one.done.acknowledgedText')}
      </DoneBanner>
      <LiveNotice view={view} path={`${base}/notices/${id}`} />
      <div className="@container">
        <div className="grid items-start gap-6 @4xl:grid-cols-[minmax(0,1fr)_20rem]">
          <div className="flex min-w-0 flex-col gap-6">
            <AcknowledgeForm {...answering} />
            <Card>
              <NoticeText notice={notice} accountName={account.name} support={`${base}/support/new`} />
            </Card>
            <CloseForm {...answering} />
          </div>
          <NoticeFactList {...view} calendar={unlessReadOnly(grant, `${base}/notices/${id}/calendar.ics`)} />
        </div>
      </div>
      {notice.silence ? (
        <WouldHaveReached silence={notice.silence} reached={notice.wouldReach ?? []} bouncing={bouncing} />
      ) : null}
      <NoticeRecord {...view} bouncing={bouncing} contacts={contactsPath(grant)} />
    </AccountPage>
  )
}

type NoticeRecordProps = Pick<NoticeView, 'deliveries' | 'timeline'> & {
  /** Keys of the addresses that bounce. */
  bouncing: ReadonlySet<string>
  /** Link to the form that corrects addresses. */
  contacts: string
}

/** Shows the recipients of a notice, the status of each message, and the history. */
async function NoticeRecord(props: NoticeRecordProps) {
  const { deliveries, timeline, bouncing, contacts } = props
  const t = await getTranslations('notices')
  return (
    <>
      <section className="flex min-w-0 flex-col gap-3">
        <h2 className="text-title">{t('deliveries.title')}</h2>
        {deliveries.length > 0 ? (
          <DeliveryTable deliveries={deliveries} bouncing={bouncing} />
        ) : (
          <p className="text-muted">{t('deliveries.none')}</p>
        )}
        {bouncing.size > 0 ? (
          <p>
            <Link href={contacts}>{t('test.contacts')}</Link>
          </p>
        ) : null}
      </section>
      <section className="flex max-w-4xl flex-col gap-3">
        <h2 className="text-title">{t('timeline.title')}</h2>
        <NoticeTimeline entries={timeline} />
      </section>
    </>
  )
}
