import { getLocale, getTranslations } from 'next-intl/server'
import { definePage } from '#/app/define-page.tsx'
import { ContactsStatus } from '#/components/accounts/contacts-status.tsx'
import { Instant } from '#/components/shell/instant.tsx'
import { Page } from '#/components/shell/page.tsx'
import { PagedList } from '#/components/shell/paged-list.tsx'
import { Link } from '#/components/ui/link.tsx'
import { StackingTable } from '#/components/ui/table.tsx'
import { nameType } from '#/lib/accounts/types/type-name.ts'
import { listReviews, type ReviewRequest } from '#/lib/changes/review/queries.ts'
import { listFieldNames } from '#/lib/contacts/fields/field-names.ts'
import { staff } from '#/lib/identity/access/require-staff.ts'
import { getFormatter } from '#/lib/platform/i18n/formatter.ts'
import { listByTime } from '#/lib/platform/lists/time-cursor.ts'
import { namePeople } from '#/lib/privacy/personal-data/name-people.ts'

const list = listByTime('/admin/reviews')

/** The queue of accounts that ask to go live. Staff decide each on the account's own page. */
export default definePage('/admin/reviews', staff, async ({ grant, read, query }) => {
  const t = await getTranslations('adminAccount')
  const after = list.after(query)
  const { reviews, next } = await listReviews(read, grant, after)
  return (
    <Page title={t('reviews.title')} description={t('reviews.lead')}>
      <PagedList
        list={list}
        rows={reviews}
        after={after}
        next={next}
        empty={{ icon: 'good', title: t('reviews.none'), text: t('reviews.noneText') }}
      >
        <ReviewTable reviews={reviews} />
      </PagedList>
    </Page>
  )
})

async function ReviewTable({ reviews }: { reviews: readonly ReviewRequest[] }) {
  const t = await getTranslations('adminAccount.reviews')
  const named = await namePeople()
  const locale = await getLocale()
  return (
    <StackingTable
      caption={t('list')}
      rows={reviews}
      rowKey={({ account }) => account.slug}
      columns={[
        {
          header: t('account'),
          breakable: true,
          cell: ({ account: { slug, name } }) => (
            <>
              <Link href={`/admin/accounts/${slug}`}>{name}</Link>
              <span className="block font-normal text-muted">{slug}</span>
            </>
          ),
        },
        {
          header: t('requested'),
          cell: ({ requestedAt, requestedBy }) => (
            <Instant at={requestedAt} by={requestedBy && t('by', { name: named(requestedBy) })} />
          ),
        },
        { header: t('contacts'), cell: (review) => <Missing {...review} /> },
        { header: t('type'), cell: ({ integrationType }) => nameType(integrationType, locale) },
      ]}
    />
  )
}

async function Missing({ missing, locked }: ReviewRequest) {
  const format = await getFormatter()
  const fields = missing.map(({ field }) => field)
  const names = await listFieldNames(fields)
  const which = format.list(names, { type: 'unit' })
  return <ContactsStatus count={missing.length} which={which} locked={locked} dueAt={null} />
}
