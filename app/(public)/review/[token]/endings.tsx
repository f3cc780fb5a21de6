import { getTranslations } from 'next-intl/server'
import { MailHelp } from '#/app/(public)/sign-in/mail-help.tsx'
import { Instant } from '#/components/shell/instant.tsx'
import { Page } from '#/components/shell/page.tsx'
import { Banner } from '#/components/ui/banner.tsx'
import { ButtonLink } from '#/components/ui/button.tsx'
import { DescriptionList } from '#/components/ui/description-list.tsx'
import { reviewLinkLife } from '#/lib/changes/reviews/policy.ts'
import type { ReviewLink, ReviewLinkState } from '#/lib/changes/reviews/review-link.ts'
import { day } from '#/lib/platform/values/clock.ts'
import { ToContacts } from './ask-review.tsx'

type ReviewEndingProps = {
  found: ReviewLink
  state: Exclude<ReviewLinkState, 'open'>
  /** Whether this person has just answered. */
  isDone: boolean
}

/** Why the link asks nothing any more, and what to do. Who answered shows in the portal, to members. */
export async function ReviewEnding({ found, state, isDone }: ReviewEndingProps) {
  const t = await getTranslations('reviews.link')
  const { accountName, askedAt, answeredAt } = found
  return (
    <Page
      title={t(`${state}.title`)}
      of={[accountName]}
      description={t(`${state}.text`, { days: reviewLinkLife / day })}
      above={
        isDone && state === 'answered' ? <Banner meaning="good" role="status" title={t('done')} /> : null
      }
      zoned
    >
      <DescriptionList
        items={[
          { term: t('account'), description: accountName },
          { term: t('asked'), description: <Instant at={askedAt} /> },
          ...(answeredAt === null
            ? []
            : [{ term: t('answeredAt'), description: <Instant at={answeredAt} /> }]),
        ]}
      />
      {state === 'not-theirs' ? null : (
        <div className="flex flex-col items-start gap-2">
          <ToContacts {...found} />
          <p className="text-muted text-small">{t('openText')}</p>
        </div>
      )}
    </Page>
  )
}

/** A link that is cut short, or whose mail is kept no more. */
export async function UnknownReview() {
  const t = await getTranslations('reviews.link')
  return (
    <Page title={t('unknown.title')} description={t('unknown.text')}>
      <p>
        <ButtonLink href="/accounts">{t('portal')}</ButtonLink>
      </p>
      <MailHelp />
    </Page>
  )
}
