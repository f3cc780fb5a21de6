import { getTranslations } from 'next-intl/server'
import type { PageQuery } from '#/app/define-page.tsx'
import { ListTabs, PagedList } from '#/components/shell/paged-list.tsx'
import { Link } from '#/components/ui/link.tsx'
import { type Column, StackingTable } from '#/components/ui/table.tsx'
import type { Reader } from '#/db/store/store.ts'
import type { FrozenCounts } from '#/db/words/announcements.ts'
import type { StaffGrant } from '#/lib/identity/access/staff-grants.ts'
import { frozenList, frozenViews } from '#/lib/notices/announcements/outcome.ts'
import { type AnnouncementView, type FrozenRow, listFrozen } from '#/lib/notices/announcements/queries.ts'

type FrozenListProps = {
  read: Reader
  grant: StaffGrant
  found: AnnouncementView & { counts: FrozenCounts }
  query: PageQuery
}

export async function renderFrozenList({ read, grant, found, query }: FrozenListProps) {
  const t = await getTranslations('announcements')
  const { id, category, counts } = found
  const path = `/admin/announcements/${id}`
  const { show } = frozenList.read(query)
  const after = frozenList.after(query)
  const { rows, next } = await listFrozen(read, grant, id, { show, after })
  const countOf = { ...counts, all: counts.accounts, untranslated: counts.untranslatedAccounts }
  const columns: Column<FrozenRow>[] = [
    {
      header: t('frozen.account'),
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
  const list = { list: frozenList, view: { show }, path }
  return (
    <section className="flex flex-col gap-4">
      <h2 className="text-title">{t('frozen.title')}</h2>
      <ListTabs
        {...list}
        name="show"
        values={frozenViews.filter((one) => one === 'all' || one === show || countOf[one] > 0)}
        label={t('frozen.tabs')}
        text={(one) => t(`planned.${one}`)}
        count={(one) => countOf[one]}
      />
      <PagedList
        {...list}
        rows={rows}
        after={after}
        next={next}
        words={{ first: t('first') }}
        empty={{ icon: 'people', title: t('frozen.empty') }}
        zoned={false}
      >
        <StackingTable caption={t('frozen.list')} columns={columns} rows={rows} rowKey={({ slug }) => slug} />
      </PagedList>
    </section>
  )
}
