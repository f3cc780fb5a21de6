import { getLocale, getTranslations } from 'next-intl/server'
import { definePage } from '#/app/define-page.tsx'
import { Pager } from '#/components/admin/pager.tsx'
import { ReviewTable } from '#/components/admin/review-table.tsx'
import { ZoneNote } from '#/components/shell/instant.tsx'
import { Page } from '#/components/shell/page.tsx'
import { EmptyState } from '#/components/ui/empty-state.tsx'
import { listReviews, type ReviewRequest } from '#/lib/changes/launch/review-queries.ts'
import { listFieldNames } from '#/lib/contacts/fields/field-names.ts'
import { staff } from '#/lib/identity/access/require-staff.ts'
import { getFormatter } from '#/lib/platform/i18n/formatter.ts'
import { formatTimeCursor, parseTimeCursor } from '#/lib/platform/lists/time-cursor.ts'
import { currentSettings } from '#/lib/platform/settings/current.ts'

/** The queue of those who ask to go live. Each is decided on the account's own page, one by one. */
export default definePage('/admin/reviews', staff, async ({ grant, read, query }) => {
  const t = await getTranslations('adminAccount')
  const after = parseTimeCursor(query.after)
  const { reviews, next } = await listReviews(read, grant, after)
  const { programmeName } = await currentSettings()
  return (
    <Page title={t('reviews.title')} description={t('reviews.lead')}>
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
        next={next && { href: `/admin/reviews?after=${formatTimeCursor(next)}`, label: t('pages.next') }}
      />
    </Page>
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
