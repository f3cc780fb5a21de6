/**
 * What we know of an address. `bouncing`: since when, with which status (RFC 3463), and what the mail server said if the store
 * still keeps it; `given`: the account has saved this address, so it is more than text in a form. `confirmed`: somebody reads its
 * mail; members show that by signing in. `unconfirmed`: since the account added it; `askedAt` is when we asked its reader to
 * confirm, or `askAt` when we will. Instants in milliseconds UTC, null if unknown.
 */
export type PointState =
  | { status: 'bouncing'; since: number; code: string; said: string; given: boolean }
  | { status: 'confirmed'; since: number | null; member: boolean }
  | { status: 'unconfirmed'; since: number | null; askedAt: number | null; askAt: number | null }

/** Bouncing outweighs an earlier confirmation (notices.md, Bouncing). */
export function toPointState(facts: {
  mark: { markedAt: number; status: string; said: string } | null
  member: { joinedAt: number } | null
  kept: { since: number; confirmedAt: number | null } | null
  asked: { askedAt: number; mails: number; mailDueAt: number | null } | null
}): PointState {
  const { mark, member, kept, asked } = facts
  if (mark) {
    const { markedAt, status, said } = mark
    return { status: 'bouncing', since: markedAt, code: status, said, given: kept !== null }
  }
  if (kept && kept.confirmedAt !== null)
    return { status: 'confirmed', since: kept.confirmedAt, member: false }
  if (member) return { status: 'confirmed', since: member.joinedAt, member: true }
  const since = kept?.since ?? null
  if (!asked) return { status: 'unconfirmed', since, askedAt: null, askAt: null }
  if (asked.mails > 0) return { status: 'unconfirmed', since, askedAt: asked.askedAt, askAt: null }
  return { status: 'unconfirmed', since, askedAt: null, askAt: asked.mailDueAt }
}
