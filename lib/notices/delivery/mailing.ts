import { outbox } from '#/db/schema/mail.ts'
import { insertMany } from '#/db/store/insert-many.ts'
import type { Writer } from '#/db/store/store.ts'
import { kinds } from '#/db/words/accounts.ts'
import type { DeliveryPart, MailLane } from '#/db/words/mail.ts'
import type { NoticeCategory, RouteTarget } from '#/db/words/notices.ts'
import type { Locale } from '#/db/words/people.ts'
import { endpointIdOf } from '#/db/words/points.ts'
import { listStaffRecipients } from '#/lib/identity/people/queries.ts'
import {
  mailZoneOf,
  planFor,
  type Reach,
  type RoutedNotice,
  readReachOf,
  zoneOfAccount,
} from '#/lib/notices/routing/reach.ts'
import {
  decideNext,
  listCopies,
  type Move,
  type NextStep,
  type PlannedStep,
  type Recipient,
  type RecipientStates,
  type RoutePlan,
} from '#/lib/notices/routing/routing.ts'
import type { Template } from '#/lib/platform/mail/model.ts'
import { newId } from '#/lib/platform/values/ids.ts'
import { listTriedOfDigests, listTriedOfEach, statesOf, type TriedDelivery } from './deliveries.ts'
import { notice as noticeMail } from './notice.ts'
import { noticeDigest } from './notice-digest.ts'

export type NewDelivery = typeof outbox.$inferInsert

export type MailingSubject = { noticeId: string } | { digestId: string }

/** A notice or digest on its way through the steps. `step`: the last mailed step, null before the first. */
export type Mailing = RoutedNotice & { about: MailingSubject; step: number | null }

/** The next recipients, their messages, and the account's business zone. */
export type Advance = NextStep & { deliveries: NewDelivery[]; zone: string }

type Routing = { reach: Reach; states?: RecipientStates; tried?: readonly TriedDelivery[] }

/**
 * Plans the next step of a mailing and creates its messages; the caller writes them. The first message has copies
 * unless the notice was mailed before.
 */
export function advance(
  mailing: Mailing,
  move: Move,
  known: Routing & { at: number; dueAt?: number; lane?: MailLane },
): Advance {
  const { reach, states = new Map(), tried = [], ...sending } = known
  const { about, accountId, category } = mailing
  const planned = planFor(reach, mailing)
  // A test stays with whom its sender chose: its silence hands nothing on.
  const plan = planned && mailing.kind === 'test' && move !== 'first' ? keepTold(planned, states) : planned
  // Also endpoints that have left the step since.
  const rung = tried.filter(({ shown, step }) => shown !== null && step === mailing.step)
  const next: NextStep = plan ? decideNext(plan, move, mailing.step, states, rung) : { kind: 'nobody' }
  const recipients = next.kind === 'mail' ? next.recipients : []
  const copies = plan && move === 'first' && states.size === 0 ? listCopies(plan, recipients) : []
  const zone = zoneOfAccount(reach, accountId)
  const part = move === 'reminder' || move === 'escalation' ? move : 'notice'
  const isRepeat = move === 'reminder'
  // What an endpoint is told first has its patience.
  const isFirst = (to: Recipient) => isRepeat && to.kind !== 'mail' && !states.has(to.key)
  const told = [...recipients, ...copies].filter((to) => !isRepeat || !repeatsItself(to) || isFirst(to))
  const deliveries = told.map((to) =>
    newDelivery({
      ...{ ...sending, ...addressedTo(to, reach, accountId), about, category },
      part: isFirst(to) ? 'notice' : part,
    }),
  )
  return { ...next, deliveries, zone }
}

function keepTold(plan: RoutePlan, states: RecipientStates): RoutePlan {
  const keep = (step: PlannedStep) => ({
    ...step,
    recipients: step.recipients.filter(({ key }) => states.has(key)),
  })
  return { ...plan, steps: plan.steps.map(keep) }
}

/** PagerDuty rings again by itself. */
export const repeatsItself = ({ kind }: Recipient): boolean => kind !== 'mail' && kinds[kind].repeats === true

/** The same as `advance` from stored data; writes the messages. */
export async function advanceStored(tx: Writer, mailing: Mailing, move: Move, at: number): Promise<Advance> {
  const { about, accountId } = mailing
  const reach = await readReachOf(tx, accountId === null ? [] : [accountId])
  const tried =
    'noticeId' in about
      ? ((await listTriedOfEach(tx, [about.noticeId])).get(about.noticeId) ?? [])
      : await listTriedOfDigests(tx, [about.digestId])
  const next = advance(mailing, move, { reach, states: statesOf(tried), tried, at })
  await insertMany(tx, outbox, next.deliveries)
  return next
}

/** For a message to this point of the account: where it goes, and what people read of an endpoint. */
export function addressedTo(
  { key, shown, sentTo, locale, purpose, step, timeZone }: Recipient,
  reach: Reach,
  accountId: string | null,
) {
  const where = sentTo ? { recipient: key, ...sentTo } : { recipient: shown }
  const to = { ...where, locale, purpose, step }
  return { to, accountId, timeZone: timeZone ?? mailZoneOf(reach, accountId) }
}

/** For another message to whom this one went. */
export function sameRecipient(told: TriedDelivery) {
  const { recipient, shown, host, locale, purpose, step, accountId, data } = told
  const to = { recipient, shown, host, locale, step, ...(purpose && { purpose }) }
  return { to, accountId, timeZone: typeof data.timeZone === 'string' ? data.timeZone : null }
}

/** Texts are made at sending time; this holds what cannot be looked up then. `timeZone`: null if unknown. */
type DeliveryExtras = { timeZone: string | null }

/** A queued delivery of a notice or digest, not yet written. @see lib/notices/delivery/mail-content.ts for its text */
export function newDelivery(given: {
  about: MailingSubject
  /** By default that of a notice or a digest of notices. */
  template?: Template<never>
  part: DeliveryPart
  to: {
    recipient: string
    /** Of an endpoint. */
    shown?: string | null
    host?: string | null
    locale: Locale
    purpose?: RouteTarget
    step?: number | null
  }
  category: NoticeCategory | null
  accountId: string | null
  timeZone: string | null
  at: number
  dueAt?: number
  /** The lane of an announcement; by default that of the category. */
  lane?: MailLane
}): NewDelivery {
  const { about, to, at, template = 'noticeId' in about ? noticeMail : noticeDigest } = given
  const extras: DeliveryExtras = { timeZone: given.timeZone }
  return {
    id: newId(),
    template: template.name,
    recipient: to.recipient,
    shown: to.shown ?? null,
    host: to.host ?? null,
    locale: to.locale,
    data: extras,
    accountId: given.accountId,
    lane: laneOf(given),
    status: 'queued',
    dueAt: given.dueAt ?? at,
    createdAt: at,
    part: given.part,
    purpose: to.purpose ?? null,
    step: to.step ?? null,
    noticeId: null,
    digestId: null,
    ...about,
  }
}

/** One connection is reserved for emergencies and sign-in (notices.md, Deliveries), and one queue for emergencies to endpoints. */
function laneOf(given: { to: { recipient: string }; category: NoticeCategory | null; lane?: MailLane }) {
  const isUrgent = given.category === 'emergency'
  // The flood of an announcement delays no emergency.
  if (endpointIdOf(given.to.recipient) !== null) return isUrgent && !given.lane ? 'wake' : 'hook'
  return given.lane ?? (isUrgent ? 'urgent' : 'ordinary')
}

/** The same message to all staff who get such mail, in their own time zones if set. */
export async function mailStaff(
  tx: Writer,
  given: Omit<Parameters<typeof newDelivery>[0], 'to' | 'part'> & { template: Template<never> },
) {
  const deliveries = (await listStaffRecipients(tx)).map(({ to: recipient, locale, timeZone }) =>
    newDelivery({ ...given, part: 'staff', to: { recipient, locale }, timeZone: timeZone ?? given.timeZone }),
  )
  await insertMany(tx, outbox, deliveries)
}
