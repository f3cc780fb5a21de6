import { getTranslations } from 'next-intl/server'
import { ActionForm } from '#/components/form/action-form.tsx'
import { Instant } from '#/components/shell/instant.tsx'
import { Page } from '#/components/shell/page.tsx'
import { Banner } from '#/components/ui/banner.tsx'
import { ButtonLink, ButtonRow } from '#/components/ui/button.tsx'
import { DescriptionList } from '#/components/ui/description-list.tsx'
import { SubmitButton } from '#/components/ui/submit-button.tsx'
import type { ReviewLink } from '#/lib/changes/reviews/review-link.ts'
import { confirmReviewByMailAction } from './actions.ts'

type AskReviewProps = { found: ReviewLink; token: string }

/** What is asked of which account, and the button that answers. */
export async function AskReview({ found, token }: AskReviewProps) {
  const t = await getTranslations('reviews.link')
  const reviews = await getTranslations('reviews')
  const { accountName, askedAt, raised } = found
  return (
    <Page title={t('title')} of={[accountName]} description={t('lead')} zoned>
      <DescriptionList
        items={[
          { term: t('account'), description: accountName },
          { term: t('asked'), description: <Instant at={askedAt} /> },
        ]}
      />
      {raised > 0 ? (
        <Banner meaning="attention" title={t('raised', { count: raised })}>
          {t('raisedText')}
        </Banner>
      ) : null}
      <ActionForm action={confirmReviewByMailAction} id="review" hidden={{ token }}>
        <ButtonRow>
          <SubmitButton variant={raised > 0 ? 'secondary' : 'primary'}>{reviews('confirm')}</SubmitButton>
          <ToContacts {...found} />
        </ButtonRow>
      </ActionForm>
      <p className="text-muted text-small">{t('nothingYet')}</p>
    </Page>
  )
}

/** Where the contact information itself is, for members after signing in. */
export async function ToContacts({ accountSlug }: ReviewLink) {
  const t = await getTranslations('reviews.link')
  return (
    <ButtonLink href={`/accounts/${accountSlug}/configuration/contact-information?env=production`}>
      {t('open')}
    </ButtonLink>
  )
}
