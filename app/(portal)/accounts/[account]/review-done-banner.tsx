import { getTimeZone, getTranslations } from 'next-intl/server'
import { Banner } from '#/components/ui/banner.tsx'
import { getFormatter } from '#/lib/platform/i18n/formatter.ts'
import { now } from '#/lib/platform/values/clock.ts'
import type { AccountPageProps } from './account-page.tsx'
import { contactsPath } from './paths.ts'
import { ConfirmationsFollow } from './what-follows.tsx'

/** Confirms that somebody answered the review, and says what follows. */
export async function ReviewDoneBanner({ grant, read, query: { done } }: AccountPageProps) {
  if (done !== 'reviewed' && done !== 'review-answered') return null
  const t = await getTranslations('reviews.done')
  const format = await getFormatter()
  const { reviewDueAt } = grant.account
  const at =
    reviewDueAt !== null && reviewDueAt > now()
      ? format.dateTime(reviewDueAt, { dateStyle: 'long', timeStyle: 'short' })
      : null
  return (
    <Banner meaning="good" role="status" title={t(done)}>
      {at ? <p>{t('next', { at, zone: await getTimeZone() })}</p> : null}
      <ConfirmationsFollow grant={grant} read={read} href={contactsPath(grant)} />
    </Banner>
  )
}
