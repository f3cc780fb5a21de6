import { outbox } from '#/db/schema/mail.ts'
import { events, notices } from '#/db/schema/notices.ts'
import type { ClosedHow, NoticeCategory, RouteTarget, Severity } from '#/db/words/notices.ts'
import { noticeKey } from '#/lib/notices/notice/keys.ts'
import { day, hour, minute } from '#/lib/platform/values/clock.ts'
import { deliveryRow, eventRow, noticeRow } from '#/seed/notices.ts'
import type { AccountSetting, SeededAccountFacts } from './account-rows.ts'
import type { Dice } from './dice.ts'
import type { Rows } from './rows.ts'

const told = {
  'production-alert': {
    purpose: 'alerts',
    summary: 'Feed error rate 23%',
    details: '412 of 1,790 requests for availability failed.',
    meaning: 'Users see no free slots.',
    remedy: 'Check the certificate of the feed server.',
  },
  emergency: {
    purpose: 'technical-emergency',
    summary: 'The booking server is not responding',
    details: 'Every request of the last ten minutes ended after 30 seconds.',
    meaning: 'Nobody can book.',
    remedy: 'Check that the server is up.',
  },
  technical: {
    purpose: 'technical',
    summary: 'The old availability API ends on 1 March',
    details: 'Your integration still calls version 1.',
    meaning: '',
    remedy: 'Move to version 2.',
  },
  'merchant-issue': {
    purpose: 'merchant-issues',
    summary: 'Studio Dentistico Adriatico asks to be removed',
    details: 'The clinic says that it has no agreement.',
    meaning: '',
    remedy: 'Remove it from the feed, or tell us why not.',
  },
  'user-escalation': {
    purpose: 'operations',
    summary: 'The clinic had no record of an appointment',
    details: 'Booked for 14 November, 10:30.',
    meaning: '',
    remedy: 'Call them back.',
  },
} as const satisfies Record<NoticeCategory, { purpose: RouteTarget; [text: string]: string }>

type Answer = { acknowledgedAt: number | null; closedAt: number | null; closedHow: ClosedHow | null }

/** Adds a notice first seen at `seenAt` in a state it may have by now, with its event and its settled messages. */
export function addNotice(rows: Rows, setting: AccountSetting, account: SeededAccountFacts, seenAt: number) {
  const { dice, at, sourceId } = setting
  const id = dice.id(seenAt)
  const category = dice.weigh({
    'production-alert': 60,
    emergency: 4,
    technical: 15,
    'merchant-issue': 12,
    'user-escalation': 9,
  })
  const { purpose, ...texts } = told[category]
  const isMailed = account.contacts !== null && account.state !== 'paused' && dice.chance(0.95)
  const answer = answerOf(dice, seenAt, at)
  const isAnswered = answer.acknowledgedAt !== null || answer.closedAt !== null
  const dedupKey = `${category}-${dice.between(0, 10_000_000)}`
  const environment = isMailed || account.state === 'paused' ? 'production' : 'sandbox'
  const notice = noticeRow({
    id,
    accountId: account.id,
    sourceId,
    category,
    environment,
    severity: dice.weigh<Severity>({ critical: 10, error: 50, warning: 30, info: 10 }),
    state: answer.closedAt !== null ? 'closed' : answer.acknowledgedAt !== null ? 'acknowledged' : 'open',
    silence: isMailed ? null : environment === 'sandbox' ? 'sandbox' : 'paused',
    wouldReach: isMailed ? null : [],
    key: noticeKey({ account: { id: account.id }, category, environment, dedupKey }),
    dedupKey,
    ...texts,
    firstSeenAt: seenAt,
    occurredAt: null,
    lastMailAt: isMailed ? seenAt : null,
    step: isMailed ? 0 : null,
    dueAt: isMailed && !isAnswered ? seenAt + (category === 'emergency' ? 1 : 2) * day : null,
    acknowledgedAt: answer.acknowledgedAt,
    acknowledgedBy: answer.acknowledgedAt === null ? null : account.alert.id,
    acknowledgedAs: answer.acknowledgedAt === null ? '' : account.alert.name,
    closedAt: answer.closedAt,
    closedHow: answer.closedHow,
  })
  rows.add(notices, notice)
  rows.add(events, eventRow(notice, { id: dice.id(seenAt), occurredAt: null }))
  if (!isMailed) return
  const recipients = recipientsOf(account, purpose)
  const deliver = (part: 'notice' | 'resolve', createdAt: number) => {
    for (const recipient of recipients)
      rows.add(
        outbox,
        deliveryRow(notice, { part, createdAt, purpose, recipient, ...endOf(setting, createdAt) }),
      )
  }
  deliver('notice', seenAt)
  if (answer.closedHow === 'resolved' && answer.closedAt !== null) deliver('resolve', answer.closedAt)
}

/** Most are resolved or acknowledged; many of the last days still wait, few of the older ones. */
function answerOf(dice: Dice, seenAt: number, at: number): Answer {
  const past = (instant: number) => (instant < at ? instant : null)
  const fate = dice.weigh({ resolved: 62, answered: 22, both: 15.7, neither: 0.3 })
  const answeredAfter = dice.chance(0.85) ? dice.between(3 * minute, 20 * hour) : dice.between(day, 6 * day)
  const acknowledgedAt = fate === 'answered' || fate === 'both' ? past(seenAt + answeredAfter) : null
  const endedAt =
    fate === 'resolved' ? dice.between(5 * minute, 9 * hour) : answeredAfter + dice.between(hour, 5 * day)
  const closedAt = fate === 'neither' ? null : past(seenAt + endedAt)
  const closedHow =
    closedAt === null ? null : fate === 'answered' ? dice.pick(['member', 'staff'] as const) : 'resolved'
  return { acknowledgedAt, closedAt, closedHow }
}

function recipientsOf(account: SeededAccountFacts, purpose: RouteTarget): string[] {
  const { contacts, alert, owner } = account
  if (!contacts) return []
  if (purpose === 'alerts' || purpose === 'owners') return [purpose === 'alerts' ? alert.email : owner.email]
  const named = contacts[purpose].map(({ address }) => address)
  return named.length > 0 ? named : [owner.email]
}

/** How a message ended: mostly accepted, some after a second attempt; few failed, fewer expired. */
function endOf({ dice, at: now }: AccountSetting, at: number) {
  const outcome = dice.weigh({ accepted: 84, delivered: 9, again: 4, failed: 2.4, expired: 0.6 })
  const took = { accepted: 2000, delivered: 40_000, again: 70_000, failed: 3000, expired: 3 * day }[outcome]
  const settledAt = Math.min(now - 1, at + dice.between(took / 2, took))
  const greylisted = { at: at + 900, status: 'retrying', error: 'RCPT TO 450 4.7.1 greylisted' } as const
  const ends = {
    accepted: {},
    delivered: { status: 'delivered' },
    again: { tried: [greylisted] },
    failed: { status: 'failed', lastError: 'RCPT TO 550 5.1.1 user unknown' },
    expired: { status: 'expired', lastError: 'CONN ETIMEDOUT', attempts: 140 },
  } as const
  return { id: dice.id(at), settledAt, ...ends[outcome] }
}
