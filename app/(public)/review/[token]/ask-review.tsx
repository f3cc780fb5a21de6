import { getTranslations } from 'next-intl/server'
import { ActionForm } from '#/components/form/action-form.tsx'
import { Instant } from '#/components/shell/instant.tsx'
import { PageTitle } from '#/components/shell/page-title.tsx'
import { ZoneNote } from '#/components/shell/zone-note.tsx'
import { Banner } from '#/components/ui/banner.tsx'
import { ButtonLink } from '#/components/ui/button.tsx'
import { ButtonRow } from '#/components/ui/button-row.tsx'
import { DescriptionList } from '#/components/ui/description-list.tsx'
import { PageHeader } from '#/components/ui/page-header.tsx'
import { SubmitButton } from '#/components/ui/submit-button.tsx'
import type { ReviewLink } from '#/lib/changes/reviews/review-link.ts'
import { confirmReviewByMailAction } from './actions.ts'

type AskReviewProps = { found: ReviewLink; token: string; programme: string }

/** What is asked of which account, and the button that answers. */
export async function AskReview({ found, token, programme }: AskReviewProps) {
  const t = await getTranslations('reviews.link')
  const reviews = await getTranslations('reviews')
  const { accountName, askedAt, raised } = found
  return (
    <>
      <PageTitle parts={[t('title'), accountName, programme]} />
      <PageHeader title={t('title')} description={t('lead')} />
      <DescriptionList
        items={[
          { id: 'account', term: t('account'), description: accountName },
          { id: 'asked', term: t('asked'), description: <Instant at={askedAt} /> },
        ]}
      />
      {raised > 0 ? (
        <Banner meaning="attention" title={t('raised', { count: raised })}>
          {t('raisedText')}
        </Banner>
      ) : null}
      <ActionForm action={confirmReviewByMailAction} id="review">
        <input type="hidden" name="token" value={token} />
        <ButtonRow>
          <SubmitButton variant={raised > 0 ? 'secondary' : 'primary'}>{reviews('confirm')}</SubmitButton>
          <ToContacts {...found} />
        </ButtonRow>
      </ActionForm>
      <p className="text-muted text-small">{t('nothingYet')}</p>
      <ZoneNote />
    </>
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
