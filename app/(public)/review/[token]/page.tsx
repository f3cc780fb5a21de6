import { definePage } from '#/app/define-page.tsx'
import { PublicShell } from '#/components/shell/public-shell.tsx'
import { findReviewLink } from '#/lib/changes/reviews/review-link.ts'
import { anybody } from '#/lib/identity/access/require-staff.ts'
import { openLink } from '#/lib/platform/limits/wrong-links.ts'
import { AskReview } from './ask-review.tsx'
import { ReviewEnding, UnknownReview } from './endings.tsx'

/**
 * Mail scanners open links and run scripts: opening changes nothing, the button answers. Whoever holds the link sees the
 * account's name and how much is worth a look, never the contact information itself: mails are forwarded.
 */
export default definePage('/review/[token]', anybody, async ({ read, params, query }) => {
  const { token } = params
  const found = await openLink(findReviewLink(read, token))
  const isDone = query.done === 'reviewed'
  return <PublicShell>{choose()}</PublicShell>

  function choose() {
    if (!found) return <UnknownReview />
    if (found.state === 'open') return <AskReview found={found} token={token} />
    return <ReviewEnding found={found} isDone={isDone} state={found.state} />
  }
})
