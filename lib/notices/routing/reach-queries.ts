import type { Reader } from '#/db/store/store.ts'
import {
  type AccountEnvironment,
  type EndpointKind,
  fields,
  kinds,
  type RoutedField,
  routedFields,
} from '#/db/words/accounts.ts'
import {
  isUrgent,
  type NoticeCategory,
  type NoticeOrigin,
  type Route,
  type RouteTarget,
  type Silence,
} from '#/db/words/notices.ts'
import type { AccountGrant } from '#/lib/accounts/access/grants.ts'
import { parseAccountKey } from '#/lib/accounts/account/slug.ts'
import { groupPoints } from '#/lib/accounts/points/points.ts'
import type { ReachedAccount } from '#/lib/accounts/reachability/reachables.ts'
import { withoutMember } from '#/lib/contacts/fields/policy.ts'
import type { StaffGrant } from '#/lib/identity/access/staff-grants.ts'
import type { SourceGrant } from '#/lib/identity/keys/queries.ts'
import type { Reached } from '#/lib/platform/mail/ask-first.ts'
import { readSettings } from '#/lib/platform/settings/queries.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { findNamedAccounts, mailZoneOf, planFor, type Reach, readReach, zoneOfAccount } from './reach.ts'
import { type Deadlines, defineDeadlines, type PlannedStep, planFirst, type Recipient } from './routing.ts'

/**
 * Who a notice would reach now: the taken step (null: nobody), its addresses, the copies, all steps, and why nobody is
 * mailed. `zone` is the account's, for times in mail to addresses without one; null if unknown.
 */
export type ReachPreview = {
  taken: number | null
  recipients: Recipient[]
  copies: Recipient[]
  steps: PlannedStep[]
  silence: Silence | null
  zone: string | null
}

/** The query: an event source reports in Production. */
export type ReachQuery = {
  category: NoticeCategory
  environment?: AccountEnvironment
  origin?: NoticeOrigin
}

/** Who would get automated alerts after a member leaves; null if nobody. */
export async function findAlertTargetWithout(
  read: Reader,
  { account }: AccountGrant,
  userId: string,
): Promise<RouteTarget | null> {
  const reach = await readReach(read, [account])
  const reachable = reach.reachables.get(account.id)
  if (!reachable) return null
  const contacts = reachable.contacts && withoutMember(reachable.contacts, userId)
  const members = reachable.members.filter((member) => member.userId !== userId)
  const left = { ...reachable, contacts, members }
  const reachables = new Map([[account.id, { ...left, points: groupPoints(left) }]])
  const { taken, steps } = previewFrom({ ...reach, reachables }, account, { category: 'production-alert' })
  return steps.find(({ step }) => step === taken)?.purpose ?? null
}

/** Who a notice would reach, and when the wait for its answer would end. */
export type AccountReachPreview = ReachPreview & { account: ReachedAccount; deadlines: Deadlines }

/** Who a notice would reach now in an account by slug or id, for staff and the API; null if unknown. */
export async function previewReach(
  read: Reader,
  _grant: StaffGrant | SourceGrant<'accounts:read'>,
  account: string,
  query: ReachQuery,
): Promise<AccountReachPreview | null> {
  if (!parseAccountKey(account)) return null
  const found = (await findNamedAccounts(read, [account])).get(account)
  if (!found) return null
  const reach = await readReach(read, [found])
  const { escalationMinutes } = await readSettings(read)
  const unanswered = {
    kind: 'event',
    asksAnswer: true,
    acknowledgedAt: null,
    dueAt: null,
    escalateAt: null,
    repeatAt: null,
  } as const
  const deadlinesOf = defineDeadlines({ at: now(), routes: reach.routes, escalationMinutes })
  const deadlines = deadlinesOf({ ...unanswered, category: query.category }, zoneOfAccount(reach, found.id))
  return { account: found, deadlines, ...previewFrom(reach, found, query) }
}

/** Who a notice of each category would reach, in the categories' order, with its route. */
export type CategoryReach = { category: NoticeCategory; route: Route; would: ReachPreview }[]

/** The same for all categories, as if monitoring reported, for a member of the account. */
export function previewOwnReachByCategory(
  read: Reader,
  grant: AccountGrant,
  environment: AccountEnvironment,
): Promise<CategoryReach> {
  return previewEach(read, grant.account, environment)
}

/** The same for any account by slug or id, for staff; null if unknown. */
export async function previewReachByCategory(
  read: Reader,
  _grant: StaffGrant,
  account: string,
  environment: AccountEnvironment,
): Promise<CategoryReach | null> {
  const found = (await findNamedAccounts(read, [account])).get(account)
  return found ? previewEach(read, found, environment) : null
}

async function previewEach(
  read: Reader,
  account: ReachedAccount,
  environment: AccountEnvironment,
): Promise<CategoryReach> {
  const reach = await readReach(read, [account])
  return [...reach.routes.entries()].map(([category, route]) => ({
    category,
    route,
    would: previewFrom(reach, account, { category, environment }),
  }))
}

/**
 * Who would get each category of notices at once whose route has one of these fields, by what people call them. `kind`: of the endpoint
 * that is in the fields, which may get emergencies alone.
 */
export async function listReached(
  read: Reader,
  account: ReachedAccount,
  { kind, fields }: { kind: EndpointKind; fields: readonly RouteTarget[] },
): Promise<Reached> {
  const each = await previewEach(read, account, 'production')
  return each
    .filter(({ category }) => !kinds[kind].urgentOnly || isUrgent({ category, kind: 'event' }))
    .filter(({ route }) => route.steps.some((target) => fields.includes(target)))
    .map(({ category, would }) => ({
      category,
      to: would.recipients.map(({ shown, sentTo }) => sentTo?.shown ?? shown),
    }))
}

function previewFrom(
  reach: Reach,
  account: ReachedAccount,
  { category, environment = 'production', origin = 'source' }: ReachQuery,
): ReachPreview {
  const plan = planFor(reach, { accountId: account.id, category, environment, kind: 'event', origin })
  if (!plan) throw new Error(`There is no route of ${category}.`)
  const { step: taken, recipients, copies } = planFirst(plan)
  const zone = mailZoneOf(reach, account.id)
  return { taken, recipients, copies, steps: plan.steps, silence: plan.silence, zone }
}

/** Who a test of each field would reach now, including bouncing addresses (notices.md, Test). */
export async function listTestRecipients(
  read: Reader,
  grant: AccountGrant,
): Promise<{ field: RoutedField; recipients: Recipient[] }[]> {
  const { account } = grant
  const reach = await readReach(read, [account])
  return routedFields.map((field) => {
    const routed = {
      accountId: account.id,
      category: fields[field].routed,
      environment: 'production',
    } as const
    const plan = planFor(reach, { ...routed, kind: 'test', origin: 'member', testField: field })
    return { field, recipients: plan?.steps[0]?.recipients ?? [] }
  })
}
