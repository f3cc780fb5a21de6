import type { confirmations } from '#/db/schema/confirmations.ts'
import type { ConfirmationEnd } from '#/db/words/accounts.ts'
import { day, hour } from '#/lib/platform/values/clock.ts'
import type { ServedAddress } from './address-uses.ts'

export type Confirmation = typeof confirmations.$inferSelect

/** How long the link of a mail can be used (notices.md, Confirmed, tested, answered). */
export const linkLife = 30 * day
/** Reminders go so long after an address was first asked. */
export const reminderTimes = [3 * day, 7 * day] as const
/** Two mails to an address are never nearer, also where one was late or was sent by hand. */
const leastBetween = 2 * day
/** An address is first asked at most once in this time by the same account, however often it is added and removed. */
export const firstMailSpan = day
/** So many addresses an account may ask anew in that time: a whole form of 41, corrected here and there. */
export const firstMailsPerSpan = 60
/** By hand, the question is sent to an address again after this, and after twice as long each time that nobody answers. */
const againSpan = hour
const longestAgainSpan = 7 * day
/** An address that cannot be asked now is looked at again after this: its mark may be cleared, its field shown again. */
export const askablePause = day

/** The free addresses of an account, and its members' keys: what may change at once. */
export type Situation = {
  served: ReadonlyMap<string, ServedAddress>
  /** The keys of those that serve, or would if the integration type showed their field. */
  kept: ReadonlySet<string>
  members: ReadonlySet<string>
}

/** What a change makes of asking; `tell`: who is told that they serve as nothing any more. */
export type Following = {
  ask: ServedAddress[]
  end: { id: string; how: ConfirmationEnd }[]
  tell: ServedAddress[]
}

/**
 * Which addresses are asked, which are asked no more, and which are told that they were removed, after a change of an account's
 * contacts or members. Members count as confirmed, and see in the portal what they serve as: they are neither asked nor told.
 * `open`: the rows that have not ended; `confirmed`: the keys that somebody confirmed. `unasked`: ask also those that were
 * never asked although they have served for long, which are those of an older version's store.
 */
export function followChange(change: {
  before: Situation
  after: Situation
  open: readonly Pick<Confirmation, 'id' | 'addressKey' | 'mails' | 'confirmedAt'>[]
  confirmed: ReadonlySet<string>
  unasked: boolean
}): Following {
  const { before, after, open, confirmed } = change
  const openOf = new Map(open.map((row) => [row.addressKey, row]))
  const isNew = ({ key }: ServedAddress) => !before.served.has(key) || before.members.has(key)
  const ask = [...after.served.values()].filter(
    (served) =>
      !after.members.has(served.key) &&
      !confirmed.has(served.key) &&
      !openOf.has(served.key) &&
      (change.unasked || isNew(served)),
  )
  const end = open.flatMap(({ id, addressKey: key, confirmedAt }): Following['end'] => {
    if (!after.kept.has(key)) return [{ id, how: 'removed' }]
    return after.members.has(key) && confirmedAt === null ? [{ id, how: 'joined' }] : []
  })
  const tell = [...before.served.values()].filter(
    ({ key }) =>
      !after.kept.has(key) &&
      !before.members.has(key) &&
      !after.members.has(key) &&
      openOf.get(key)?.mails !== 0,
  )
  return { ask, end, tell }
}

/**
 * When an address gets its first mail: now, unless the same account asked it lately, or has asked too many. `recent`: the
 * addresses that the account first asked in the last `firstMailSpan`, and when.
 */
export function firstMailAt(
  key: string,
  recent: readonly Pick<Confirmation, 'addressKey' | 'askedAt'>[],
  now: number,
): number {
  // What lies ahead was written by a clock that has been put back since.
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

/** After the second "This is not me", and after each later one: whoever registers somebody again each day must not mail them each day. */
const refusalPauses = [7 * day, 30 * day] as const

/**
 * From when on an address may be asked again that said "This is not me" to the same account. The first time it may have been a
 * slip, and is asked like any other. `refusals`: when it said so.
 */
export function askableAfterRefusals(refusals: readonly number[], now: number): number {
  const said = refusals.filter((at) => at <= now)
  if (said.length < 2) return now
  const pause = said.length === 2 ? refusalPauses[0] : refusalPauses[1]
  return Math.max(now, Math.max(...said) + pause)
}

/**
 * When the next reminder goes after a mail that is sent now, null where none does. One that is late counts for all that should
 * have gone by then.
 */
export function nextReminderAt(askedAt: number, now: number): number | null {
  const next = reminderTimes.map((time) => askedAt + time).find((at) => at > now)
  return next === undefined ? null : Math.max(next, now + leastBetween)
}

/** How long after a mail by hand the next one may go, to an address that has got so many mails (milliseconds). */
export function againAfter(mails: number): number {
  return Math.min(longestAgainSpan, againSpan * 2 ** Math.max(0, mails - 1))
}

/** What a link can still do: nothing but for `open`. */
export type LinkState = 'open' | 'confirmed' | 'expired' | ConfirmationEnd

/** `mailedAt`: when the mail of the link was made (milliseconds UTC). */
export function linkState(
  row: Pick<Confirmation, 'confirmedAt' | 'endedAt' | 'endedHow'>,
  mailedAt: number,
  now: number,
): LinkState {
  if (row.endedAt !== null) return row.endedHow ?? 'removed'
  if (row.confirmedAt !== null) return 'confirmed'
  return now >= mailedAt + linkLife ? 'expired' : 'open'
}
