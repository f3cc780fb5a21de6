import { type PlannedOutcome, plannedOutcomes } from '#/db/words/announcements.ts'
import type { MailStatus } from '#/db/words/mail.ts'
import type { Silence } from '#/db/words/notices.ts'
import { defineList, offsetCursor, withDefault } from '#/lib/platform/lists/define-list.ts'

/**
 * The outcome at one account. `waiting`: not sent yet. `reached`: a mail server accepted a message. `trying`: none
 * accepted, one still being tried. `failed`: every message failed. `paused`: recorded only. `bouncing`: every address
 * bounced already. `nobody`: no address to mail. `gone`: the notice was deleted.
 */
export const accountOutcomes = [
  'reached',
  'trying',
  'failed',
  'paused',
  'bouncing',
  'nobody',
  'waiting',
  'gone',
] as const
export type AccountOutcome = (typeof accountOutcomes)[number]

/** The outcome from the plan it was sent by, the notice (null if deleted) and the statuses of its messages. */
export function accountOutcomeOf(at: {
  planned: PlannedOutcome
  sentAt: number | null
  notice: { silence: Silence | null } | null
  statuses: readonly MailStatus[]
}): AccountOutcome {
  if (at.sentAt === null) return 'waiting'
  if (!at.notice) return 'gone'
  const outcomes = at.statuses.map(messageOutcomeOf)
  if (outcomes.includes('accepted') || outcomes.includes('delivered')) return 'reached'
  if (outcomes.includes('queued') || outcomes.includes('retrying')) return 'trying'
  if (outcomes.length > 0) return 'failed'
  if (at.notice.silence !== null) return 'paused'
  return at.planned === 'bouncing' ? 'bouncing' : 'nobody'
}

/** Message statuses as staff see them: `expired` counts as failed (notices.md, Deliveries). */
export const messageOutcomes = ['accepted', 'delivered', 'queued', 'retrying', 'failed'] as const
export type MessageOutcome = (typeof messageOutcomes)[number]

export function messageOutcomeOf(status: MailStatus): MessageOutcome {
  if (status === 'expired' || status === 'withheld' || status === 'superseded') return 'failed'
  return status === 'sending' ? 'queued' : status
}

/** Whether somebody at the account was mailed or is about to be. */
export function isNotified(outcome: AccountOutcome): boolean {
  return outcome === 'reached' || outcome === 'trying'
}

/** The outcome so far. `notified`: accounts that were mailed, or acknowledged in the portal. */
export type AnnouncementOutcome = ReturnType<typeof noOutcome>

export function noOutcome() {
  return {
    accounts: { reached: 0, trying: 0, failed: 0, paused: 0, bouncing: 0, nobody: 0, waiting: 0, gone: 0 },
    messages: { accepted: 0, delivered: 0, queued: 0, retrying: 0, failed: 0 },
    acknowledged: 0,
    notified: 0,
  }
}

export const frozenViews = ['all', ...plannedOutcomes, 'untranslated'] as const
export type FrozenView = (typeof frozenViews)[number]

/** The accounts of a frozen list; each announcement has its own address. */
export const frozenList = defineList('', { show: withDefault('all', frozenViews) }, { cursor: offsetCursor })

export const outcomeViews = ['all', ...accountOutcomes, 'acknowledged', 'unanswered'] as const
export type OutcomeView = (typeof outcomeViews)[number]

/** The accounts that an announcement went to. */
export const outcomeList = defineList(
  '',
  { show: withDefault('all', outcomeViews) },
  { cursor: offsetCursor },
)
