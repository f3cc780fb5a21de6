import type {
  EventFormat,
  NoticeCategory,
  NoticeKind,
  NoticeOrigin,
  NoticeState,
  Silence,
} from '#/db/words/notices.ts'
import { minute } from '#/lib/platform/values/clock.ts'

/** Reminds of a notice after this long without an answer (notices.md, Same thing twice). */
export const remindAfter = 240 * minute

/** A storm: more notices than this of one account, category and environment within `stormSpan`. */
export const stormCount = 10

export function stormSpan(category: NoticeCategory): number {
  return (category === 'emergency' ? 10 : 5) * minute
}

export type OpenNotice = {
  state: NoticeState
  acknowledgedAt: number | null
  lastMailAt: number | null
  silence: Silence | null
}

/** A trigger's effect. `remind`: joins and mails again; `route`: joins with its first mail; `ignore`: a replica. */
export type TriggerDecision = 'open' | 'join' | 'remind' | 'route' | 'ignore'

/**
 * The joining rules (notices.md, Same thing twice). `closedBefore`: an equal notice was closed. `overtaken`: a later
 * firing is known. `silence`: the current reason for sending no mail.
 */
export function decideTrigger(trigger: {
  open: OpenNotice | null
  closedBefore: boolean
  overtaken?: boolean
  format: EventFormat
  silence: Silence | null
  at: number
}): TriggerDecision {
  const { open, at } = trigger
  if (trigger.overtaken) return 'ignore'
  if (!open) return trigger.closedBefore && trigger.format === 'alertmanager' ? 'ignore' : 'open'
  if (trigger.silence !== null || open.acknowledgedAt !== null) return 'join'
  if (open.state === 'unroutable' || open.silence === 'paused') return 'route'
  if (open.state !== 'open' || open.lastMailAt === null) return 'join'
  return isLongAgo(open.lastMailAt, at) ? 'remind' : 'join'
}

/** Whether the last mail, null for none, is old enough for a reminder. */
export function isLongAgo(lastMailAt: number | null, at: number): boolean {
  return lastMailAt === null || at - lastMailAt >= remindAfter
}

/** Alertmanager's replicas count once (formats.md). */
export function raisesCount(format: EventFormat): boolean {
  return format !== 'alertmanager'
}

type Measured = { category: NoticeCategory; kind: NoticeKind; origin: NoticeOrigin }

/** Whether a notice counts towards a storm and may wait in it. An emergency that no machine reports does neither. */
export function joinsStorms({ category, kind, origin }: Measured): boolean {
  return kind === 'event' && (category !== 'emergency' || origin === 'source')
}

/** Text messages of an account are gathered after this many notices (channels.md, Order and limits). */
export const textCount = 3

/** Whether a message joins a digest after `most` others; `toldAt` has the last ten times, oldest first. */
export function isGathered(
  toldAt: readonly number[],
  notice: Measured,
  at: number,
  most = stormCount,
): boolean {
  const earlier = toldAt.at(-most)
  return joinsStorms(notice) && earlier !== undefined && at - earlier < stormSpan(notice.category)
}

export function addToRate(toldAt: readonly number[], at: number): number[] {
  return [...toldAt, at].slice(-stormCount)
}
