import { type AccountEnvironment, type IntegrationState, kinds } from '#/db/words/accounts.ts'
import {
  isUrgent,
  type NoticeCategory,
  type NoticeKind,
  type Route,
  type RouteTarget,
  type Silence,
  type WouldReach,
} from '#/db/words/notices.ts'
import type { PointKey } from '#/db/words/points.ts'
import type { ContactPoint, PointsByPurpose } from '#/lib/accounts/points/points.ts'
import type { Routes } from '#/lib/accounts/reachability/routes.ts'
import { drillSpan } from '#/lib/accounts/reachability/waiting-drill.ts'
import { minute } from '#/lib/platform/values/clock.ts'

/** A contact point in a step of a route; `step` null: a copy. `purposes`: all of the route that it serves. */
export type Recipient = ContactPoint & {
  purpose: RouteTarget
  purposes: RouteTarget[]
  step: number | null
  bouncing: boolean
}

export type PlannedStep = { step: number; purpose: RouteTarget; recipients: Recipient[] }

/** All steps that a notice can take; `silence` says why none is mailed. */
export type RoutePlan = {
  steps: PlannedStep[]
  copies: Recipient[]
  silence: Silence | null
  /** Whether it has to wake somebody: then a chat that took it does not keep it from the next step. */
  isUrgent?: boolean
}

/**
 * The outcome of the last message to a point: a retrying one is still `trying`; an endpoint that has not taken it in time is
 * `silent` (channels.md, Patience).
 */
export type RecipientState = 'trying' | 'silent' | 'accepted' | 'failed'

export type RecipientStates = ReadonlyMap<PointKey, RecipientState>

/** The input of routing. `marks`: the points that bounce. */
export type RouteInput = {
  route: Route
  account: { state: IntegrationState }
  points: PointsByPurpose
  marks: Pick<ReadonlyMap<PointKey, unknown>, 'has'>
  environment: AccountEnvironment
  kind: NoticeKind
  fromSource: boolean
}

/** The steps of a route with the points that take such a notice (notices.md, Routing). The published brand support is never a target. */
export function planRoute(input: RouteInput): RoutePlan {
  const { route, points, marks } = input
  const named = [...new Set([...route.steps, ...(route.copyTo ? [route.copyTo] : [])])]
  const urgent = isUrgent({ ...input, category: route.category })
  const takes = ({ kind }: ContactPoint) => urgent || kind === 'mail' || !kinds[kind].urgentOnly
  const recipientsOf = (purpose: RouteTarget, step: number | null): Recipient[] =>
    (points.get(purpose) ?? []).filter(takes).map((point) => ({
      ...point,
      purpose,
      purposes: named.filter((one) => point.serves.includes(one)),
      step,
      bouncing: marks.has(point.key),
    }))
  const copyTo = input.fromSource ? route.copyTo : null
  return {
    isUrgent: urgent,
    steps: route.steps.map((purpose, step) => ({ step, purpose, recipients: recipientsOf(purpose, step) })),
    copies: copyTo ? recipientsOf(copyTo, null) : [],
    silence: findSilence({ ...input, category: route.category }),
  }
}

/** Sandbox events send no mail; production alerts are only recorded while paused (product.md). */
export function findSilence(notice: {
  environment: AccountEnvironment
  kind: NoticeKind
  category: NoticeCategory
  account: { state: IntegrationState; closedAt?: number | null }
}): Silence | null {
  if (notice.kind !== 'event') return null
  if (notice.environment === 'sandbox') return 'sandbox'
  const { state, closedAt } = notice.account
  // Staff see everything that arrives for a closed account.
  return state === 'paused' && !closedAt && notice.category === 'production-alert' ? 'paused' : null
}

/**
 * Why a message goes out: `first`: from the first step; `fallback`: a message failed; `reminder`: nobody answered for
 * long; `escalation`: nobody acknowledged an emergency in time.
 */
export type Move = 'first' | 'fallback' | 'reminder' | 'escalation'

/**
 * The next step to mail. `held`: an address of this or an earlier step accepted or is being tried. `nobody`: no step
 * has an address left, and the notice is unroutable.
 */
export type NextStep =
  | { kind: 'mail'; step: number; recipients: Recipient[] }
  | { kind: 'held'; step: number }
  | { kind: 'nobody' }

/** The recipients of the next message (notices.md, Routing). `entered`: the last mailed step, null before the first; `told`: its endpoints that were. */
export function decideNext(
  plan: Pick<RoutePlan, 'steps' | 'isUrgent'>,
  move: Move,
  entered: number | null,
  states: RecipientStates,
  told: readonly { recipient: PointKey }[] = [],
): NextStep {
  switch (move) {
    case 'first':
      return fallBackFrom(plan, null, states, told)
    case 'fallback':
      return fallBackFrom(plan, entered, states, told)
    case 'reminder':
      return repeatFrom(plan, entered ?? 0, states)
    case 'escalation':
      return repeatFrom(plan, entered === null ? 0 : entered + 1, states)
  }
}

/** It wakes nobody. */
const isChat = ({ kind }: Recipient) => kind !== 'mail' && !kinds[kind].wakes

/**
 * The first step from `entered` with an address that is neither missing, bouncing nor failed. An address that was
 * already mailed, also as a copy, is not mailed again; its last outcome decides. Where endpoints of a step were told, they
 * decide, also where a mail was accepted, and in an emergency those that wake (channels.md, Patience).
 */
function fallBackFrom(
  plan: Pick<RoutePlan, 'steps' | 'isUrgent'>,
  entered: number | null,
  states: RecipientStates,
  told: readonly { recipient: PointKey }[],
): NextStep {
  const isTold = ({ key }: Recipient) => states.has(key)
  const hasIt = ({ recipients }: PlannedStep) =>
    recipients.some((one) => isTold(one) && states.get(one.key) !== 'failed')
  const isHeld = (planned: PlannedStep) => {
    const listed = planned.recipients.filter(({ kind }) => kind !== 'mail')
    const chats = new Set(listed.filter(isChat).map(({ key }) => key))
    const left = planned.step === entered ? told.map(({ recipient }) => recipient) : []
    const all = [...listed.map(({ key }) => key), ...left].filter((key) => states.has(key))
    const waking = plan.isUrgent ? all.filter((key) => !chats.has(key)) : []
    const stand = (waking.length > 0 ? waking : all).map((key) => states.get(key))
    return stand.length === 0 ? hasIt(planned) : stand.includes('accepted') || stand.includes('trying')
  }
  for (const planned of plan.steps) {
    const { step, recipients } = planned
    if (entered !== null && step < entered) continue
    const held = isHeld(planned)
    if (held && step === entered) return { kind: 'held', step }
    const fresh = recipients.filter((one) => !one.bouncing && !states.has(one.key))
    if (fresh.length > 0) return { kind: 'mail', step, recipients: fresh }
    if (held) return { kind: 'held', step }
  }
  // An escalation passed a step that has the message, or only its endpoints are silent.
  const having = plan.steps.find(hasIt)
  return having ? { kind: 'held', step: entered ?? having.step } : { kind: 'nobody' }
}

/** The first step from here with an address that seems reachable; otherwise the last one before. */
function repeatFrom(plan: Pick<RoutePlan, 'steps'>, from: number, states: RecipientStates): NextStep {
  const usable = plan.steps
    .map(({ step, recipients }) => {
      const isUsable = (one: Recipient) => !one.bouncing && states.get(one.key) !== 'failed'
      return { kind: 'mail' as const, step, recipients: recipients.filter(isUsable) }
    })
    .filter(({ recipients }) => recipients.length > 0)
  return usable.find(({ step }) => step >= from) ?? usable.at(-1) ?? { kind: 'nobody' }
}

/** The copies of a first message, without people who get it anyway. */
export function listCopies(plan: RoutePlan, mailed: readonly Recipient[]): Recipient[] {
  const told = new Set(mailed.map(({ key }) => key))
  return plan.copies.filter((copy) => !copy.bouncing && !told.has(copy.key))
}

/** The first recipients and copies of this plan; `step` is null if nobody can be reached. */
export function planFirst(plan: RoutePlan): {
  step: number | null
  recipients: Recipient[]
  copies: Recipient[]
} {
  const next = decideNext(plan, 'first', null, new Map())
  const recipients = next.kind === 'mail' ? next.recipients : []
  return { step: next.kind === 'mail' ? next.step : null, recipients, copies: listCopies(plan, recipients) }
}

/** Why a plan skips the steps before `taken`: their addresses bounce, or they have none; null for the first step. */
export function findSkipReason({ steps }: Pick<RoutePlan, 'steps'>, taken: number): SkipReason | null {
  if (taken === 0) return null
  const skipped = steps.filter(({ step }) => step < taken).flatMap(({ recipients }) => recipients)
  return skipped.some(({ bouncing }) => bouncing) ? 'unreached' : 'unnamed'
}

export type SkipReason = 'unreached' | 'unnamed'

/** The step that an unmailed notice would take, and its copies. */
export function toWouldReach(plan: RoutePlan): WouldReach {
  const { recipients, copies } = planFirst(plan)
  return [recipients, copies].flatMap((some) => {
    const addresses = some.map(({ shown }) => shown)
    return some.slice(0, 1).map(({ step, purpose }) => ({ step, purpose, addresses }))
  })
}

/**
 * The same local time `days` business days after `at` (milliseconds UTC). Business days are Monday to Friday; a weekend
 * counts from Monday 00:00; holidays are ignored (notices.md, Routing).
 */
export function dueAfter(at: number, days: number, zone: string): number {
  const from = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone)
  let date = from.toPlainDate()
  // Null means the start of the day, which is not 00:00 when clocks go forward at midnight.
  const time = isWeekend(date) ? null : from.toPlainTime()
  if (isWeekend(date)) date = date.add({ days: 8 - date.dayOfWeek })
  for (let left = days; left > 0; ) {
    date = date.add({ days: 1 })
    if (!isWeekend(date)) left--
  }
  return date.toZonedDateTime({ timeZone: zone, ...(time && { plainTime: time }) }).epochMilliseconds
}

const isWeekend = ({ dayOfWeek }: Temporal.PlainDate): boolean => dayOfWeek > 5

/** When the wait for an answer ends, and when the first message is repeated; null if there is none. */
export type Deadlines = { dueAt: number | null; escalateAt: number | null; repeatAt: number | null }
type Told = Deadlines & {
  kind: NoticeKind
  category: NoticeCategory
  asksAnswer: boolean
  acknowledgedAt: number | null
}

/**
 * Deadlines of a notice first mailed at `at`, counted from its first mail: answer, escalation, repeat, a drill's end. A
 * notice for information has none. `mailedAt`: when its digest goes out, so that notices of one digest escalate together.
 */
export function defineDeadlines(known: { at: number; routes: Routes; escalationMinutes: number }) {
  const { at, routes, escalationMinutes } = known
  const reckoned = new Map<string, number>()
  const dueIn = (category: NoticeCategory, zone: string): number => {
    const days = routes.get(category)?.answerDays ?? 2
    const key = `${days} ${zone}`
    const due = reckoned.get(key) ?? dueAfter(at, days, zone)
    reckoned.set(key, due)
    return due
  }
  return (
    { kind, category, asksAnswer, acknowledgedAt, dueAt, escalateAt, repeatAt }: Told,
    zone: string,
    mailedAt = at,
  ): Deadlines => {
    if (kind === 'drill') return { dueAt, escalateAt: at + drillSpan, repeatAt }
    if (kind !== 'event' || !asksAnswer || acknowledgedAt !== null) return { dueAt, escalateAt, repeatAt }
    const escalatesAt = category === 'emergency' ? mailedAt + escalationMinutes * minute : null
    const { repeatMinutes = 0 } = routes.get(category) ?? {}
    const repeatsAt = repeatMinutes > 0 ? mailedAt + repeatMinutes * minute : null
    return {
      dueAt: dueAt ?? dueIn(category, zone),
      escalateAt: escalateAt ?? escalatesAt,
      repeatAt: repeatAt ?? repeatsAt,
    }
  }
}
