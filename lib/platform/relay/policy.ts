import { and, notInArray, notLike } from 'drizzle-orm'
import { outbox } from '#/db/schema/mail.ts'
import { type MailLane, mailLanes } from '#/db/words/mail.ts'
import { type LanePlaces, nothingHeld, type TransportPolicy } from '#/lib/platform/outbox/transport.ts'
import { minute, second } from '#/lib/platform/values/clock.ts'
import { classifyStatus, parseRefusal } from './failure.ts'

/**
 * Announcements rest longer than other mail, since writing and sending thousands without a pause would leave no time for
 * pages. The head starts let emergencies and sign-in find free connections.
 */
export const mailPlaces: Record<MailLane, Omit<LanePlaces, 'name'>> = {
  urgent: { moving: 2, withStalled: 8, ahead: 100, rest: 0, headStart: 0, isUrgent: true },
  ordinary: { moving: 5, withStalled: 20, ahead: 100, rest: 20, headStart: 2 * second },
  bulk: { moving: 3, withStalled: 8, ahead: 20, rest: 100, headStart: 10 * second, isBulk: true },
}

/** How mail waits, is tried again, and what its end says of its address (notices.md, Deliveries; Bouncing). */
export const mailPolicy: TransportPolicy = {
  lanes: mailLanes.map((name) => ({ name, ...mailPlaces[name] })),
  pauses: [15 * second, minute, 5 * minute, 15 * minute, 30 * minute],
  maxPause: 0,
  hold({ name, moving, withStalled }, inFlight) {
    const stalled = inFlight.filter(({ row, isStalled }) => isStalled && row.lane === name)
    const recipients = stalled.map(({ row }) => row.recipient)
    return recipients.length === 0 ? nothingHeld : passOver(recipients, withStalled - moving)
  },
  evaluate({ status, lastError }) {
    return status === 'failed' ? classifyStatus(parseRefusal(lastError) ?? '') : { is: 'nothing' }
  },
}

/** This many stalled recipients of one domain mean that the domain stalls. */
const stalledToPassDomain = 3

/**
 * Passes over the recipients whose mail stalls and, from `most` of them on, when others would run out of room, the
 * domains with several of them.
 */
export function passOver(stalled: readonly string[], most: number) {
  const recipients = [...new Set(stalled)]
  const crowded = stalled.length < most ? [] : [...Map.groupBy(recipients, domainOf)]
  const domains = crowded.filter(([, some]) => some.length >= stalledToPassDomain).map(([domain]) => domain)
  return {
    where: and(
      notInArray(outbox.recipient, recipients),
      ...domains.map((domain) => notLike(outbox.recipient, `%@${domain}`)),
    ),
    has: ({ recipient }: { recipient: string }) =>
      recipients.includes(recipient) || domains.includes(domainOf(recipient)),
  }
}

const domainOf = (address: string): string => address.slice(address.lastIndexOf('@') + 1)
