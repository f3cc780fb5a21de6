import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import { EmptyState } from '#/components/ui/empty-state.tsx'
import { Pager } from '#/components/ui/pager.tsx'
import { type Column, StackingTable } from '#/components/ui/table.tsx'
import { Tabs } from '#/components/ui/tabs.tsx'
import type { FrozenCounts } from '#/db/words/announcements.ts'
import type { NoticeCategory } from '#/db/words/notices.ts'
import { type FrozenView, frozenList, frozenViews } from '#/lib/notices/announcements/outcome.ts'
import type { FrozenRow } from '#/lib/notices/announcements/queries.ts'

type FrozenListProps = {
  id: string
  category: NoticeCategory
  counts: FrozenCounts
  show: FrozenView
  after: number | null
  rows: readonly FrozenRow[]
  next: number | null
}

/** Lists the accounts of a frozen audience by reachability, page by page. */
export async function FrozenList({ id, category, counts, show, after, rows, next }: FrozenListProps) {
  const t = await getTranslations('announcements')
  const path = `/admin/announcements/${id}`
  const countOf = { ...counts, all: counts.accounts, untranslated: counts.untranslatedAccounts }
  const columns: Column<FrozenRow>[] = [
    {
      header: t('frozen.account'),
      rowHeader: true,
      breakable: true,
      cell: ({ slug, name }) => <Link href={`/admin/accounts/${slug}`}>{name}</Link>,
    },
    {
      header: t('frozen.reach'),
      cell: ({ planned, addresses, untranslated }) => (
        <>
          {planned === 'reaches' ? t('why.reaches', { count: addresses }) : t(`why.${planned}`)}
          {untranslated > 0 ? (
            <span className="block text-muted">{t('why.untranslated', { count: untranslated })}</span>
          ) : null}
        </>
      ),
    },
    {
      header: t('frozen.look'),
      headerHidden: true,
      cell: ({ slug, planned }) => (
        <span className="flex flex-wrap gap-x-4 whitespace-nowrap">
          <Link href={`/admin/accounts/${slug}/reach?category=${category}`}>{t('frozen.contacts')}</Link>
          {planned === 'reaches' ? <Link href={`${path}?mail=${slug}`}>{t('frozen.mail')}</Link> : null}
        </span>
      ),
    },
  ]
  return (
    <section className="flex flex-col gap-4">
      <h2 className="text-title">{t('frozen.title')}</h2>
      <Tabs
        label={t('frozen.tabs')}
        tabs={frozenViews
          .filter((view) => view === 'all' || view === show || countOf[view] > 0)
          .map((view) => ({
            href: frozenList.href({ show: view }, null, path),
            label: t(`planned.${view}`),
            current: view === show,
            count: countOf[view],
          }))}
      />
      {rows.length > 0 ? (
        <StackingTable caption={t('frozen.list')} columns={columns} rows={rows} rowKey={({ slug }) => slug} />
      ) : (
        <EmptyState icon="people" title={t('frozen.empty')}>
          {null}
        </EmptyState>
      )}
      <Pager
        first={after === null ? null : { href: frozenList.href({ show }, null, path), label: t('first') }}
        next={next === null ? null : { href: frozenList.href({ show }, next, path), label: t('next') }}
      />
    </section>
  )
}
