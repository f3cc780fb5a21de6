import { getLocale, getTranslations } from 'next-intl/server'
import { definePage } from '#/app/define-page.tsx'
import { Pager } from '#/components/admin/pager.tsx'
import { ReviewTable } from '#/components/admin/review-table.tsx'
import { PageTitle } from '#/components/shell/page-title.tsx'
import { ZoneNote } from '#/components/shell/zone-note.tsx'
import { EmptyState } from '#/components/ui/empty-state.tsx'
import { PageHeader } from '#/components/ui/page-header.tsx'
import { listReviews, type ReviewRequest } from '#/lib/changes/launch/review-queries.ts'
import { listFieldNames } from '#/lib/contacts/fields/field-names.ts'
import { requireStaff } from '#/lib/identity/access/require-staff.ts'
import { getFormatter } from '#/lib/platform/i18n/formatter.ts'
import { readTimeCursor, sayTimeCursor } from '#/lib/platform/lists/time-cursor.ts'
import { currentSettings } from '#/lib/platform/settings/current.ts'
import { getStore } from '#/lib/platform/store/store.ts'

/** The queue of those who ask to go live. Each is decided on the account's own page, one by one. */
export default definePage(async ({ searchParams }: PageProps<'/admin/reviews'>) => {
  const grant = await requireStaff()
  const t = await getTranslations('adminAccount')
  const after = readTimeCursor((await searchParams).after)
  const { reviews, next } = await listReviews((await getStore()).read, grant, after)
  const { programmeName } = await currentSettings()
  return (
    <>
      <PageTitle parts={[t('reviews.title'), programmeName]} />
      <PageHeader title={t('reviews.title')} description={t('reviews.lead')} />
      {reviews.length > 0 ? (
        <>
          <ReviewTable rows={await toRows(reviews, programmeName)} />
          <ZoneNote />
        </>
      ) : (
        <EmptyState icon="good" title={t('reviews.none')}>
          {t('reviews.noneText')}
        </EmptyState>
      )}
      <Pager
        first={after && { href: '/admin/reviews', label: t('pages.first') }}
        next={next && { href: `/admin/reviews?after=${sayTimeCursor(next)}`, label: t('pages.next') }}
      />
    </>
  )
})

async function toRows(reviews: readonly ReviewRequest[], programme: string) {
  const locale = await getLocale()
  const format = await getFormatter()
  return Promise.all(
    reviews.map(async ({ account, integrationType, missing, locked, requestedAt, requestedBy }) => {
      const names = await listFieldNames(
        missing.map(({ field }) => field),
        programme,
      )
      return {
        slug: account.slug,
        name: account.name,
        locked,
        requestedAt,
        requestedBy,
        typeName: locale === 'it' ? integrationType.nameIt : integrationType.nameEn,
        missing: { count: missing.length, which: format.list(names, { type: 'unit' }) },
      }
    }),
  )
}
