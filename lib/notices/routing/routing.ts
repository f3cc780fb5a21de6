import type { AccountEnvironment, IntegrationState } from '#/db/words/accounts.ts'
import type { ContactInformation } from '#/db/words/contacts.ts'
import type { Locale } from '#/db/words/locale.ts'
import type {
  NoticeCategory,
  NoticeKind,
  Route,
  RouteTarget,
  Silence,
  WouldReach,
} from '#/db/words/notices.ts'
import type { RouteMember } from '#/lib/accounts/reachability/route-member.ts'
import { addressKey } from '#/lib/platform/values/address-key.ts'

/** An address of a route: `purpose` as this step asks, `purposes` all it serves. `bouncing`: marked. `step` null: a copy. */
export type Recipient = {
  address: string
  addressKey: string
  locale: Locale
  timeZone: string | null
  purpose: RouteTarget
  purposes: RouteTarget[]
  step: number | null
  bouncing: boolean
}

export type PlannedStep = { step: number; purpose: RouteTarget; recipients: Recipient[] }

/** The whole way a notice can take; `silence` says why none of it is mailed. */
export type RoutePlan = { steps: PlannedStep[]; copies: Recipient[]; silence: Silence | null }

/** What became of the last message to an address: a retrying one is still being tried. */
export type RecipientState = 'trying' | 'accepted' | 'failed'

/** By the keys of addresses. */
export type RecipientStates = ReadonlyMap<string, RecipientState>

/** What routing looks at. `marks` are the keys of bouncing addresses. */
export type RouteInput = {
  route: Route
  account: { state: IntegrationState; defaultLocale: Locale }
  contacts: ContactInformation | null
  members: readonly RouteMember[]
  marks: ReadonlySet<string>
  environment: AccountEnvironment
  kind: NoticeKind
  fromSource: boolean
}

/** The steps of a route with their addresses (notices.md, Routing). The published brand support is never a target. */
export function planRoute(input: RouteInput): RoutePlan {
  const named = [...input.route.steps, ...(input.route.copyTo ? [input.route.copyTo] : [])]
  const purposesOf = new Map<string, RouteTarget[]>()
  for (const purpose of new Set(named)) {
    for (const { address } of listAddresses(purpose, input)) {
      const key = addressKey(address)
      purposesOf.set(key, [...new Set([...(purposesOf.get(key) ?? []), purpose])])
    }
  }
  const recipientsOf = (purpose: RouteTarget, step: number | null): Recipient[] => {
    const byKey = new Map<string, Recipient>()
    for (const { address, locale, timeZone } of listAddresses(purpose, input)) {
      const key = addressKey(address)
      if (byKey.has(key)) continue
      byKey.set(key, {
        address,
        addressKey: key,
        locale: locale ?? input.account.defaultLocale,
        timeZone,
        purpose,
        purposes: purposesOf.get(key) ?? [purpose],
        step,
        bouncing: input.marks.has(key),
      })
    }
    return [...byKey.values()]
  }
  const copyTo = input.fromSource ? input.route.copyTo : null
  return {
    steps: input.route.steps.map((purpose, step) => ({
      step,
      purpose,
      recipients: recipientsOf(purpose, step),
    })),
    copies: copyTo ? recipientsOf(copyTo, null) : [],
    silence: findSilence({ ...input, category: input.route.category }),
  }
}

/** Events from Sandbox send no mail; while paused, production alerts are recorded only (product.md). */
export function findSilence(notice: {
  environment: AccountEnvironment
  kind: NoticeKind
  category: NoticeCategory
  account: { state: IntegrationState; closedAt?: number | null }
}): Silence | null {
  if (notice.kind !== 'event') return null
  if (notice.environment === 'sandbox') return 'sandbox'
  const { state, closedAt } = notice.account
  // What comes in for a closed account is for staff to see.
  return state === 'paused' && !closedAt && notice.category === 'production-alert' ? 'paused' : null
}

type Listed = { address: string; locale: Locale | null; timeZone: string | null }

function listAddresses(purpose: RouteTarget, { contacts, members }: RouteInput): Listed[] {
  const fromMember = ({ email, locale, timeZone }: RouteMember) => ({ address: email, locale, timeZone })
  if (purpose === 'owners') return members.filter(({ role }) => role === 'owner').map(fromMember)
  if (purpose === 'alerts') {
    const alerts = contacts?.alerts ?? []
    return alerts.flatMap((id) => members.filter(({ userId }) => userId === id).map(fromMember))
  }
  return (contacts?.[purpose] ?? []).map(({ address, locale }) => ({ address, locale, timeZone: null }))
}

/**
 * Why a message goes out: `first`, from the first step on; `fallback`, since one has failed; `reminder`, since nobody answered for
 * long; `escalation`, since nobody acknowledged an emergency in time.
 */
export type Move = 'first' | 'fallback' | 'reminder' | 'escalation'

/**
 * Whom to mail next. `held`: an address of that step, or of one before it, has accepted, or is still being tried. `nobody`:
 * even the last step has none left, and the notice is unroutable.
 */
export type NextStep =
  | { kind: 'mail'; step: number; recipients: Recipient[] }
  | { kind: 'held'; step: number }
  | { kind: 'nobody' }

/** Whom a message of this kind goes to (notices.md, Routing). `entered`: the last step that was mailed, null before the first. */
export function decideNext(
  plan: RoutePlan,
  move: Move,
  entered: number | null,
  states: RecipientStates,
): NextStep {
  switch (move) {
    case 'first':
      return fallBackFrom(plan, null, states)
    case 'fallback':
      return fallBackFrom(plan, entered, states)
    case 'reminder':
      return repeatFrom(plan, entered ?? 0, states)
    case 'escalation':
      return repeatFrom(plan, entered === null ? 0 : entered + 1, states)
  }
}

/**
 * The first step from `entered` on that is not all missing, bouncing or failed. An address that was mailed before, or as a copy,
 * is not mailed again and counts as what became of it.
 */
function fallBackFrom(plan: RoutePlan, entered: number | null, states: RecipientStates): NextStep {
  const isHeld = ({ recipients }: PlannedStep) =>
    recipients.some(({ addressKey: key }) => states.has(key) && states.get(key) !== 'failed')
  for (const planned of plan.steps) {
    const { step, recipients } = planned
    if (entered !== null && step < entered) continue
    const held = isHeld(planned)
    if (held && step === entered) return { kind: 'held', step }
    const fresh = recipients.filter((one) => !one.bouncing && !states.has(one.addressKey))
    if (fresh.length > 0) return { kind: 'mail', step, recipients: fresh }
    if (held) return { kind: 'held', step }
  }
  // An escalation went past a step that has the message.
  return entered !== null && plan.steps.some(isHeld) ? { kind: 'held', step: entered } : { kind: 'nobody' }
}

/** The next step, from this one on, with an address that can be reached as far as is known; else the last before it. */
function repeatFrom(plan: RoutePlan, from: number, states: RecipientStates): NextStep {
  const usable = plan.steps
    .map(({ step, recipients }) => {
      const isUsable = (one: Recipient) => !one.bouncing && states.get(one.addressKey) !== 'failed'
      return { kind: 'mail' as const, step, recipients: recipients.filter(isUsable) }
    })
    .filter(({ recipients }) => recipients.length > 0)
  return usable.find(({ step }) => step >= from) ?? usable.at(-1) ?? { kind: 'nobody' }
}

/** The copies that go with a first message, without who gets it anyway. */
export function listCopies(plan: RoutePlan, mailed: readonly Recipient[]): Recipient[] {
  const told = new Set(mailed.map(({ addressKey }) => addressKey))
  return plan.copies.filter((copy) => !copy.bouncing && !told.has(copy.addressKey))
}

/** Whom a notice that takes this way would reach first, and the copies beside them; `step` is null where nobody can be reached. */
export function planFirst(plan: RoutePlan): {
  step: number | null
  recipients: Recipient[]
  copies: Recipient[]
} {
  const next = decideNext(plan, 'first', null, new Map())
  const recipients = next.kind === 'mail' ? next.recipients : []
  return { step: next.kind === 'mail' ? next.step : null, recipients, copies: listCopies(plan, recipients) }
}

/** The step that a notice which is not mailed would take, and the copies beside it. */
export function listWouldReach(plan: RoutePlan): WouldReach {
  const { recipients, copies } = planFirst(plan)
  return [recipients, copies].flatMap((some) => {
    const addresses = some.map(({ address }) => address)
    return some.slice(0, 1).map(({ step, purpose }) => ({ step, purpose, addresses }))
  })
}
