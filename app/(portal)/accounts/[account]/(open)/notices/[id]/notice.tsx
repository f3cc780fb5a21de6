import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { AcknowledgeForm, CloseForm } from '#/components/notices/answer-forms.tsx'
import { LiveNotice } from '#/components/notices/live-updates.tsx'
import { NoticeBadges, NoticeName } from '#/components/notices/notice-badges.tsx'
import { NoticeFactList } from '#/components/notices/notice-facts.tsx'
import { NoticeRecord } from '#/components/notices/notice-record.tsx'
import { NoticeText } from '#/components/notices/notice-text.tsx'
import { nameNotice } from '#/components/notices/notice-words.ts'
import { Card } from '#/components/ui/card.tsx'
import { DoneBanner } from '#/components/ui/done-banner.tsx'
import { FactsColumns } from '#/components/ui/facts-columns.tsx'
import { Link } from '#/components/ui/link.tsx'
import { unlessReadOnly } from '#/lib/accounts/access/grants.ts'
import { listBouncingOf } from '#/lib/notices/views/bouncing-of.ts'
import { findNotice } from '#/lib/notices/views/queries.ts'
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
      <FactsColumns
        facts={
          <NoticeFactList {...view} calendar={unlessReadOnly(grant, `${base}/notices/${id}/calendar.ics`)} />
        }
      >
        <AcknowledgeForm {...answering} />
        <Card>
          <NoticeText notice={notice} accountName={account.name} support={`${base}/support/new`} />
        </Card>
        <CloseForm {...answering} />
      </FactsColumns>
      <NoticeRecord {...view} bouncing={bouncing}>
        {bouncing.size > 0 ? (
          <p>
            <Link href={contactsPath(grant)}>{t('test.contacts')}</Link>
          </p>
        ) : null}
      </NoticeRecord>
    </AccountPage>
  )
}
