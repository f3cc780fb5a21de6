import { getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { Instant } from '#/components/shell/instant.tsx'
import { Link } from '#/components/ui/link.tsx'
import { type Columns, StackingTable } from '#/components/ui/table.tsx'
import type { Deadline } from '#/lib/notices/delivery/deadline.ts'
import type { Deadlines } from '#/lib/notices/views/deadlines-of.ts'
import type { NoticeSort } from '#/lib/notices/views/lists.ts'
import type { NoticeRow } from '#/lib/notices/views/queries.ts'
import type { ColumnSort } from '#/lib/platform/lists/sorting.ts'
import { DeadlineText } from './deadline-text.tsx'
import { DueText } from './due-text.tsx'
import { NoticeBadges, NoticeCategoryBadge, NoticeName } from './notice-badges.tsx'
import { WindowText } from './notice-window.tsx'

type NoticeTableProps<Row extends NoticeRow> = {
  caption: string
  base: string
  notices: readonly Row[]
  /** For staff: a column with the account. */
  account?: ((notice: Row) => ReactNode) | undefined
  /** Shows when the answer is due: for staff in a column, for partners below the time. */
  due?: boolean | undefined
  /** Shows below the name when an emergency escalates, and to whom. */
  deadlines?: Deadlines | undefined
  /** The links of the headers; without them the rows have an order of their own. */
  sort?: ((by: NoticeSort['by']) => ColumnSort | undefined) | undefined
  /** What to do, below the state. */
  whatToDo?: ((notice: Row) => ReactNode) | undefined
}

export async function NoticeTable<Row extends NoticeRow>(props: NoticeTableProps<Row>) {
  const { caption, base, notices, account, due, deadlines, sort, whatToDo } = props
  const t = await getTranslations('notices')
  // An account's page has several tables with aligned columns; staff have one with more columns.
  const aligned = account === undefined
  const width = (of: string) => (aligned ? `block ${of}` : undefined)
  const columns: Columns<Row> = [
    {
      header: t('columns.notice'),
      breakable: true,
      wide: aligned,
      cell: (notice) => <NamedNotice notice={notice} base={base} deadline={deadlines?.get(notice.id)} />,
    },
    account && { header: t('columns.account'), breakable: true, cell: account, sort: sort?.('account') },
    {
      header: t('columns.state'),
      cell: (notice) => (
        <span className={width('@2xl/few:w-52')}>
          <NoticeBadges notice={notice} />
          {whatToDo?.(notice)}
        </span>
      ),
    },
    {
      header: t('columns.category'),
      sort: sort?.('category'),
      cell: (notice) => (
        <span className={width('@2xl/few:w-32')}>
          <NoticeCategoryBadge notice={notice} />
        </span>
      ),
    },
    {
      header: t('columns.since'),
      sort: sort?.('since'),
      unbroken: !aligned,
      cell: (notice) => (
        <span className={width('@2xl/few:w-40')}>
          <Instant at={notice.firstSeenAt} />
          {due && aligned && !deadlines?.get(notice.id)?.next ? <DueText notice={notice} /> : null}
        </span>
      ),
    },
    due &&
      !aligned && {
        header: t('columns.due'),
        sort: sort?.('due'),
        unbroken: true,
        cell: ({ dueAt }) => <Instant at={dueAt} never="–" />,
      },
  ]
  return (
    <StackingTable
      caption={caption}
      columns={columns}
      rows={notices}
      rowKey={({ id }) => id}
      few={aligned}
      scrolls
      live
    />
  )
}

type NamedNoticeProps = { notice: NoticeRow; base: string; deadline: Deadline | undefined }

async function NamedNotice({ notice, base, deadline }: NamedNoticeProps) {
  const t = await getTranslations('notices')
  return (
    <span>
      <Link href={`${base}/${notice.id}`}>
        <NoticeName notice={notice} />
      </Link>
      {notice.window ? (
        <span className="block font-normal text-muted">
          <WindowText window={notice.window} />
        </span>
      ) : null}
      {deadline?.next ? (
        <span className="block font-normal text-bad">
          <DeadlineText deadline={deadline} />
        </span>
      ) : null}
      {notice.count > 1 ? (
        <span className="block font-normal text-muted">{t('count', { count: notice.count })}</span>
      ) : null}
    </span>
  )
}
