import { type DeliveryReason, parseReason } from '#/lib/platform/mail/reason.ts'

/**
 * How an address stands. `bouncing`: its mail comes back, since when and with which status (RFC 3463), and what the mail server
 * said where that is still known; `given`: it is one of the account's own, not only typed into its form. `confirmed`: somebody has shown that mail to it is read, since `since`; a member did by signing
 * in. `unconfirmed` since it was given; `askedAt`: when its reader was asked, null where they were not, and `askAt` when they
 * will be. Instants in milliseconds UTC, null where they are not known.
 */
export type AddressStatus =
  | { status: 'bouncing'; since: number; code: string; said: string; given: boolean }
  | { status: 'confirmed'; since: number | null; member: boolean }
  | { status: 'unconfirmed'; since: number | null; askedAt: number | null; askAt: number | null }

/** The one that counts: that mail comes back outweighs that it was read once (notices.md, Bouncing). */
export function judgeAddress(facts: {
  mark: { markedAt: number; status: string; said: string } | null
  member: { joinedAt: number } | null
  kept: { since: number; confirmedAt: number | null } | null
  asked: { askedAt: number; mails: number; mailDueAt: number | null } | null
}): AddressStatus {
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
  const isAsked = asked.mails > 0
  return {
    status: 'unconfirmed',
    since,
    askedAt: isAsked ? asked.askedAt : null,
    askAt: isAsked ? null : asked.mailDueAt,
  }
}

/** Why mail to an address comes back, as far as the status says that it was marked for. */
export function reasonOf({ code }: Extract<AddressStatus, { status: 'bouncing' }>): DeliveryReason {
  return parseReason(code) ?? 'refused'
}
