import { getTimeZone, getTranslations } from 'next-intl/server'
import { Banner } from '#/components/ui/banner.tsx'
import { getFormatter } from '#/lib/platform/i18n/formatter.ts'
import { now } from '#/lib/platform/values/clock.ts'

type ReviewDoneBannerProps = {
  done: string | string[] | undefined
  /** The date of the next review. */
  reviewDueAt: number | null
}

/** Confirms that somebody answered the review, and says when the next one follows. */
export async function ReviewDoneBanner({ done, reviewDueAt }: ReviewDoneBannerProps) {
  if (done !== 'reviewed' && done !== 'review-answered') return null
  const t = await getTranslations('reviews.done')
  const format = await getFormatter()
  const at =
    reviewDueAt !== null && reviewDueAt > now()
      ? format.dateTime(reviewDueAt, { dateStyle: 'long', timeStyle: 'short' })
      : null
  return (
    <Banner meaning="good" role="status" title={t(done)}>
      {at ? t('next', { at, zone: await getTimeZone() }) : undefined}
    </Banner>
  )
}
