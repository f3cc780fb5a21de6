import { getTranslations } from 'next-intl/server'
import { ActionForm } from '#/components/form/action-form.tsx'
import { Instant } from '#/components/shell/instant.tsx'
import { Page } from '#/components/shell/page.tsx'
import { Banner } from '#/components/ui/banner.tsx'
import { ButtonLink, ButtonRow } from '#/components/ui/button.tsx'
import { DescriptionList } from '#/components/ui/card.tsx'
import { SubmitButton } from '#/components/ui/submit-button.tsx'
import { reviewLinkLife } from '#/lib/changes/reviews/policy.ts'
import { findReviewLink, type ReviewLink, type ReviewLinkState } from '#/lib/changes/reviews/review-link.ts'
import { day } from '#/lib/platform/values/clock.ts'
import { linkPage, UnknownLink } from '../../public-page.tsx'
import { confirmReviewByMailAction } from './actions.ts'

/** The link shows only the account's name and the number of things to look at, because people forward mails. */
export default linkPage('/review/[token]', findReviewLink, async ({ found, token, query }) => {
  const t = await getTranslations('reviews.link')
  if (!found) return <UnknownLink title={t('unknown.title')} text={t('unknown.text')} portal={t('portal')} />
  if (found.state === 'open') return <AskReview found={found} token={token} />
  return <ReviewEnding found={found} isDone={query.done === 'reviewed'} state={found.state} />
})

/** Shows the account under review, and the button that answers. */
async function AskReview({ found, token }: { found: ReviewLink; token: string }) {
  const t = await getTranslations('reviews.link')
  const reviews = await getTranslations('reviews')
  const { accountName, raised } = found
  return (
    <Page title={t('title')} of={[accountName]} description={t('lead')} zoned>
      <Question {...found} />
      {raised > 0 ? <Raised {...found} /> : null}
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

type ReviewEndingProps = { found: ReviewLink; state: Exclude<ReviewLinkState, 'open'>; isDone: boolean }

/** Explains why the link asks nothing, and what to do. Only the portal names who answered, to members. */
async function ReviewEnding({ found, state, isDone }: ReviewEndingProps) {
  const t = await getTranslations('reviews.link')
  return (
    <Page
      title={t(`${state}.title`)}
      of={[found.accountName]}
      description={t(`${state}.text`, { days: reviewLinkLife / day })}
      above={
        isDone && state === 'answered' ? <Banner meaning="good" role="status" title={t('done')} /> : null
      }
      zoned
    >
      <Question {...found} />
      {state === 'to-correct' ? <Raised {...found} /> : null}
      {state === 'not-theirs' ? null : (
        <div className="flex flex-col items-start gap-2">
          <ToContacts {...found} main={state === 'to-correct'} />
          <p className="text-muted text-small">{t('openText')}</p>
        </div>
      )}
    </Page>
  )
}

/** The account, the date of the question, and the date of the answer. */
async function Question({ accountName, askedAt, answeredAt }: ReviewLink) {
  const t = await getTranslations('reviews.link')
  return (
    <DescriptionList
      items={[
        { term: t('account'), description: accountName },
        { term: t('asked'), description: <Instant at={askedAt} /> },
        ...(answeredAt === null ? [] : [{ term: t('answeredAt'), description: <Instant at={answeredAt} /> }]),
      ]}
    />
  )
}

/** How many things to look at; the portal shows which. */
async function Raised({ raised }: ReviewLink) {
  const t = await getTranslations('reviews.link')
  return (
    <Banner meaning="attention" title={t('raised', { count: raised })}>
      {t('raisedText')}
    </Banner>
  )
}

/** Links to the contact information, for members after signing in. `main`: that is where to correct it. */
async function ToContacts({ accountSlug, main = false }: ReviewLink & { main?: boolean }) {
  const t = await getTranslations('reviews')
  const path = `/accounts/${accountSlug}/configuration/contact-information?env=production`
  return (
    <ButtonLink href={main ? `${path}#review` : path} variant={main ? 'primary' : 'secondary'}>
      {t(main ? 'correct' : 'link.open')}
    </ButtonLink>
  )
}
