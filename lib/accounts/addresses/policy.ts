import type { confirmations } from '#/db/schema/confirmations.ts'
import type { ConfirmationEnd } from '#/db/words/accounts.ts'
import type { PointKey } from '#/db/words/points.ts'
import type { ContactPoint } from '#/lib/accounts/points/points.ts'
import { day, hour } from '#/lib/platform/values/clock.ts'

export type Confirmation = typeof confirmations.$inferSelect

/** How long the link of a mail works (notices.md, Confirmed, tested, answered). */
export const linkTtl = 30 * day
/** Reminders go this long after the first question to an address. */
export const reminderTimes = [3 * day, 7 * day] as const
/** The least time between two mails to an address, also if one was late or sent by hand. */
const minMailGap = 2 * day
/** An account asks an address for the first time at most once in this time, however often somebody adds and removes it. */
export const firstMailSpan = day
/** An account asks at most this many new addresses in that time: a whole form of 41, with corrections. */
export const firstMailsPerSpan = 60
/** People can send the question again after this time; it doubles with each unanswered mail. */
const firstResendDelay = hour
const maxResendDelay = 7 * day
/** We look again after this at an address that we cannot ask now: its mark may be cleared, its field shown again. */
export const askRetryDelay = day

/** The contact addresses of an account and its members' keys: one change can affect both. */
export type Snapshot = {
  served: ReadonlyMap<PointKey, ContactPoint>
  /** The keys of addresses that serve, or would if the integration type showed their field. */
  kept: ReadonlySet<PointKey>
  members: ReadonlySet<PointKey>
}

/** What follows for questions. `notify`: addresses that were removed. */
export type Plan = {
  ask: ContactPoint[]
  end: { id: string; how: ConfirmationEnd }[]
  notify: ContactPoint[]
}

/**
 * Decides, after a change of an account's contacts or members, which addresses we ask, which we stop asking and which learn
 * that they were removed. Members count as confirmed and see their fields in the portal, so we neither ask nor notify them.
 * `open`: the rows that have not ended; `confirmed`: the confirmed keys. `backfill`: also ask addresses of an older version's
 * store, which nobody ever asked.
 */
export function planConfirmations(change: {
  before: Snapshot
  after: Snapshot
  open: readonly Pick<Confirmation, 'id' | 'addressKey' | 'mails' | 'confirmedAt'>[]
  confirmed: ReadonlySet<string>
  backfill: boolean
}): Plan {
  const { before, after, open, confirmed } = change
  const openOf = new Map(open.map((row) => [row.addressKey, row]))
  const isNew = ({ key }: ContactPoint) => !before.served.has(key) || before.members.has(key)
  const ask = [...after.served.values()].filter(
    (served) =>
      !after.members.has(served.key) &&
      !confirmed.has(served.key) &&
      !openOf.has(served.key) &&
      (change.backfill || isNew(served)),
  )
  const end = open.flatMap(({ id, addressKey: key, confirmedAt }): Plan['end'] => {
    if (!after.kept.has(key)) return [{ id, how: 'removed' }]
    return after.members.has(key) && confirmedAt === null ? [{ id, how: 'joined' }] : []
  })
  const notify = [...before.served.values()].filter(
    ({ key }) =>
      !after.kept.has(key) &&
      !before.members.has(key) &&
      !after.members.has(key) &&
      openOf.get(key)?.mails !== 0,
  )
  return { ask, end, notify }
}

/**
 * When an address gets its first mail: now, unless the account asked it lately or asked too many. `recent`: the addresses
 * that the account first asked within the last `firstMailSpan`, and when.
 */
export function firstMailAt(
  key: string,
  recent: readonly Pick<Confirmation, 'addressKey' | 'askedAt'>[],
  now: number,
): number {
  // A clock that was ahead may have stored times in the future.
  const asked = recent.filter(({ askedAt }) => askedAt <= now)
  const own = asked.filter(({ addressKey }) => addressKey === key).map(({ askedAt }) => askedAt)
  const all = asked.map(({ askedAt }) => askedAt).sort((one, other) => one - other)
  const before = all.at(-firstMailsPerSpan)
  return Math.max(
    now,
    ...own.map((askedAt) => askedAt + firstMailSpan),
    ...(all.length >= firstMailsPerSpan && before !== undefined ? [before + firstMailSpan] : []),
  )
}

/**
 * Pauses after the second "This is not me" and after each later one, so that nobody can register somebody daily to mail them
 * daily.
 */
const refusalPauses = [7 * day, 30 * day] as const

/**
 * When we may ask an address again that said "This is not me" to the same account. The first time may be a slip and causes
 * no pause. `refusals`: when it said so.
 */
export function nextAskAfterRefusals(refusals: readonly number[], now: number): number {
  const said = refusals.filter((at) => at <= now)
  if (said.length < 2) return now
  const pause = said.length === 2 ? refusalPauses[0] : refusalPauses[1]
  return Math.max(now, Math.max(...said) + pause)
}

/**
 * When the next reminder goes after a mail sent now; null if none does. A late reminder replaces all that were due by then.
 */
export function nextReminderAt(askedAt: number, now: number): number | null {
  const next = reminderTimes.map((time) => askedAt + time).find((at) => at > now)
  return next === undefined ? null : Math.max(next, now + minMailGap)
}

/**
 * How long people wait after a mail by hand before they can send the next, to an address that got this many (milliseconds).
 */
export function resendDelay(mails: number): number {
  return Math.min(maxResendDelay, firstResendDelay * 2 ** Math.max(0, mails - 1))
}

/** The state of a link; only `open` can still do something. */
export type LinkState = 'open' | 'confirmed' | 'expired' | ConfirmationEnd

/** `mailedAt`: when we made the mail of the link (milliseconds UTC). */
export function linkState(
  row: Pick<Confirmation, 'confirmedAt' | 'endedAt' | 'endedHow'>,
  mailedAt: number,
  now: number,
): LinkState {
  if (row.endedAt !== null) return row.endedHow ?? 'removed'
  if (row.confirmedAt !== null) return 'confirmed'
  return now >= mailedAt + linkTtl ? 'expired' : 'open'
}
