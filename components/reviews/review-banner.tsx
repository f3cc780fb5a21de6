import { getTimeZone, getTranslations } from 'next-intl/server'
import { ActionForm } from '#/components/form/action-form.tsx'
import { Banner } from '#/components/ui/banner.tsx'
import { SmallLink } from '#/components/ui/button.tsx'
import type { AccountGrant } from '#/lib/accounts/access/grants.ts'
import type { ReviewQuestion } from '#/lib/changes/reviews/queries.ts'
import { getFormatter } from '#/lib/platform/i18n/formatter.ts'
import type { FormAction } from '#/lib/platform/lists/form-state.ts'

type ReviewBannerProps = { grant: AccountGrant; question: ReviewQuestion; action: FormAction | null }

/** Asks owners and editors on every page whether everything is still correct (notices.md, Review). */
export async function ReviewBanner({ grant, question, action }: ReviewBannerProps) {
  const t = await getTranslations('reviews')
  const format = await getFormatter()
  const { dueAt, version, raised } = question
  const at = format.dateTime(dueAt, { dateStyle: 'long', timeStyle: 'short' })
  const isRaised = raised.length > 0
  const look = (
    <SmallLink key="look" href={`${grant.base}/configuration/contact-information#review`}>
      {t('banner.look')}
    </SmallLink>
  )
  const answer = (
    <ActionForm
      key="answer"
      action={action}
      id="review-banner"
      hidden={{ account: grant.account.slug }}
      version={version}
      submit={t('confirm')}
      variant="secondary"
      size="small"
    />
  )
  return (
    // The page of the contact information has its own, longer question.
    <div className="in-[main:has(#review)]:hidden">
      <Banner
        meaning={isRaised ? 'attention' : 'information'}
        title={t('banner.title')}
        action={isRaised ? [look, answer] : [answer, look]}
      >
        <p>{t('banner.text', { at, zone: await getTimeZone() })}</p>
        {isRaised ? <p>{t('banner.raised', { count: raised.length })}</p> : null}
      </Banner>
    </div>
  )
}
