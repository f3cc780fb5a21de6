import type { EventFormat } from '#/db/words/events.ts'
import type { NoticeCategory, NoticeKind, NoticeState, Silence } from '#/db/words/notices.ts'
import { minute } from '#/lib/platform/values/clock.ts'

/** Mail goes out again for a notice that stays unanswered this long (notices.md, Same thing twice). */
export const remindAfter = 240 * minute

/** A storm: more than this many notices of one account, category and environment within this time. */
export const stormCount = 10

export const stormSpan = 5 * minute

/** The open notice a trigger may join. */
export type OpenNotice = {
  state: NoticeState
  acknowledgedAt: number | null
  lastMailAt: number | null
  silence: Silence | null
}

/** What a trigger does. `remind`: joins and is mailed again; `route`: joins and is mailed for the first time; `ignore`: a replica. */
export type TriggerDecision = 'open' | 'join' | 'remind' | 'route' | 'ignore'

/**
 * The joining rules (notices.md, Same thing twice). `closedBefore`: a notice of the same key was closed. `overtaken`: a later firing
 * is known. `silence` is what holds now.
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

/** Whether the last mail of a notice, null for none, is so old that it is mailed again. */
export function isLongAgo(lastMailAt: number | null, at: number): boolean {
  return lastMailAt === null || at - lastMailAt >= remindAfter
}

/** Whether a trigger that joins raises the count. Alertmanager's replicas count once (formats.md). */
export function countsAgain(format: EventFormat): boolean {
  return format !== 'alertmanager'
}

/** Whether a mail of the notice is gathered into a digest; `toldAt` has the last ten, oldest first. */
export function isGathered(
  toldAt: readonly number[],
  category: NoticeCategory,
  kind: NoticeKind,
  at: number,
): boolean {
  if (category === 'emergency' || kind !== 'event') return false
  const tenth = toldAt.at(-stormCount)
  return tenth !== undefined && at - tenth < stormSpan
}

/** The measure of a storm after one more was told, oldest first. */
export function withTold(toldAt: readonly number[], at: number): number[] {
  return [...toldAt, at].slice(-stormCount)
}
