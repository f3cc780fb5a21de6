import { definePage } from '#/app/define-page.tsx'
import { PublicShell } from '#/components/shell/public-shell.tsx'
import { findReviewLink } from '#/lib/changes/reviews/review-link.ts'
import { openLink } from '#/lib/platform/limits/wrong-links.ts'
import { currentSettings } from '#/lib/platform/settings/current.ts'
import { getStore } from '#/lib/platform/store/store.ts'
import { AskReview } from './ask-review.tsx'
import { ReviewEnding, UnknownReview } from './endings.tsx'

/**
 * Mail scanners open links and run scripts: opening changes nothing, the button answers. Whoever holds the link sees the
 * account's name and how much is worth a look, never the contact information itself: mails are forwarded.
 */
export default definePage(async ({ params, searchParams }: PageProps<'/review/[token]'>) => {
  const { token } = await params
  const { programmeName: programme } = await currentSettings()
  const found = await openLink(findReviewLink((await getStore()).read, token))
  const isDone = (await searchParams).done === 'reviewed'
  return <PublicShell programme={programme}>{choose()}</PublicShell>

  function choose() {
    if (!found) return <UnknownReview programme={programme} />
    if (found.state === 'open') return <AskReview found={found} token={token} programme={programme} />
    return <ReviewEnding found={found} programme={programme} isDone={isDone} state={found.state} />
  }
})
