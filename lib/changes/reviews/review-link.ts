import { and, eq } from 'drizzle-orm'
import { outbox } from '#/db/schema/mail.ts'
import type { Reader, Store } from '#/db/store/store.ts'
import { roleCovers } from '#/lib/accounts/access/grants.ts'
import { findLastRevision } from '#/lib/accounts/account/last-revision.ts'
import { type LoadedAccount, loadAccount } from '#/lib/accounts/account/load-account.ts'
import { parseLinkToken } from '#/lib/platform/mail/signed-token.ts'
import { addressKey } from '#/lib/platform/values/address-key.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { recordReview } from './commands.ts'
import type { ContactsReview } from './contacts-review.ts'
import { reviewLinkLife } from './policy.ts'
import { readFindings } from './queries.ts'

/**
 * What a mailed question still asks. `open`: it can be answered. `answered`, `submitted`: somebody did, by saying so or by
 * submitting. `changed`: something else made another revision. `missing`: something is, which is asked for in other ways.
 * `expired`: the link is too old. `not-theirs`: the address is none of an owner's or editor's any more.
 */
export type ReviewLinkState =
  | 'open'
  | 'answered'
  | 'submitted'
  | 'changed'
  | 'missing'
  | 'expired'
  | 'not-theirs'

/**
 * What the page of a mailed question shows, and no more: whoever holds the link may not be who it was mailed to. `askedAt`:
 * when the mail went. `answeredAt`: when somebody answered. `raised`: how many things are worth a look, while it is open.
 */
export type ReviewLink = {
  state: ReviewLinkState
  accountName: string
  accountSlug: string
  askedAt: number
  answeredAt: number | null
  raised: number
}

/** What a link asks; null for one that is not ours, or whose mail is kept no more. Asking changes nothing. */
export async function findReviewLink(read: Reader, token: string): Promise<ReviewLink | null> {
  const found = await findAsked(read, token)
  if (!found) return null
  const { standing, mail, state, answeredAt } = found
  return {
    state,
    accountName: standing.account.name,
    accountSlug: standing.account.slug,
    askedAt: mail.createdAt,
    answeredAt,
    raised: state === 'open' ? (await readFindings(read, standing, now())).length : 0,
  }
}

/**
 * Says by a mailed link that everything still holds, once its page's button is pressed: signed in or not. The person must
 * still be an owner or editor of the account with the address that the mail went to. Answers what the link asks after; one
 * that asks nothing any more changes nothing.
 */
export function confirmReviewByMail(store: Store, token: string): Promise<ReviewLinkState | null> {
  return store.transact(async (tx) => {
    const found = await findAsked(tx, token)
    if (!found?.member || found.state !== 'open') return found?.state ?? null
    await recordReview(tx, found.standing, { userId: found.member.userId, by: 'mail' })
    return 'answered'
  })
}

async function findAsked(read: Reader, token: string) {
  const mailId = parseLinkToken('review', token)
  if (mailId === null) return null
  const [mail] = await read
    .select({
      recipient: outbox.recipient,
      accountId: outbox.accountId,
      createdAt: outbox.createdAt,
      data: outbox.data,
    })
    .from(outbox)
    .where(and(eq(outbox.id, mailId), eq(outbox.template, 'contacts-review')))
  const standing = mail ? await loadAccount(read, { id: mail.accountId ?? '' }, now()) : null
  if (!mail || !standing) return null
  const member = standing.members.find(({ email }) => addressKey(email) === addressKey(mail.recipient))
  // Written by `askForReviews` alone.
  const { version } = mail.data as ContactsReview
  const asked = { createdAt: mail.createdAt, version, mayAnswer: member && roleCovers(member.role, 'editor') }
  return { standing, mail, member, ...(await judge(read, standing, asked)) }
}

/** What is told first is what the person can do nothing about. */
async function judge(
  read: Reader,
  { account, missing }: LoadedAccount,
  asked: { createdAt: number; version: number; mayAnswer: boolean | undefined },
): Promise<{ state: ReviewLinkState; answeredAt: number | null }> {
  const is = (state: ReviewLinkState, answeredAt: number | null = null) => ({ state, answeredAt })
  if (!asked.mayAnswer) return is('not-theirs')
  // Of a closed account nothing is asked.
  if (account.closedAt !== null) return is('expired')
  if (account.reviewedAt !== null && account.reviewedAt >= asked.createdAt)
    return is('answered', account.reviewedAt)
  if (now() >= asked.createdAt + reviewLinkLife) return is('expired')
  const revision = await findLastRevision(read, account.id)
  if (revision?.version !== asked.version)
    return revision?.cause === 'submitted' ? is('submitted', revision.at) : is('changed')
  return missing.length > 0 ? is('missing') : is('open')
}
