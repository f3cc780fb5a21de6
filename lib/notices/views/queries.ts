import { and, desc, eq, gt, inArray, isNotNull, isNull, lte, ne, or, type SQL } from 'drizzle-orm'
import { pick } from '#/db/columns.ts'
import { accounts } from '#/db/schema/accounts.ts'
import { eventSources, events, notices } from '#/db/schema/notices.ts'
import { users } from '#/db/schema/people.ts'
import type { Reader } from '#/db/store/store.ts'
import type { AccountEnvironment } from '#/db/words/accounts.ts'
import type { NoticeState } from '#/db/words/notices.ts'
import type { AccountGrant } from '#/lib/accounts/access/grants.ts'
import { isUnansweredEmergency } from '#/lib/accounts/search/urgency.ts'
import type { SourceGrant } from '#/lib/identity/keys/queries.ts'
import { linksForPartners } from '#/lib/notices/notice/shown.ts'
import { listUndone } from '#/lib/notices/notice/undone.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { isId } from '#/lib/platform/values/id-shape.ts'
import { type DeliveryView, isInFlight, listDeliveriesOf } from './delivery-queries.ts'
import type { NoticeConditions } from './lists.ts'
import { type TimelineEntry, timelineOf, type UndoneAnswer } from './timeline.ts'

export type Notice = typeof notices.$inferSelect
export type NoticeRow = Pick<Notice, keyof typeof listedColumns>

export const listedColumns = {
  ...pick(notices, 'id', 'accountId', 'accountText', 'kind', 'topic', 'category', 'environment', 'severity'),
  ...pick(notices, 'state', 'silence', 'window', 'asksAnswer', 'summary', 'translations', 'problem', 'count'),
  ...pick(notices, 'firstSeenAt', 'lastSeenAt', 'dueAt', 'escalateAt', 'origin', 'step'),
  ...pick(notices, 'acknowledgedAt', 'acknowledgedBy', 'acknowledgedAs'),
  ...pick(notices, 'closedAt', 'closedHow'),
}

export const noticesPerPage = 25

export function matches({ category, environment, kind }: NoticeConditions): SQL | undefined {
  return and(
    category ? eq(notices.category, category) : undefined,
    environment ? eq(notices.environment, environment) : undefined,
    kind === 'exercise' ? ne(notices.kind, 'event') : kind ? eq(notices.kind, kind) : undefined,
  )
}

export type PartnerFilter = NoticeConditions & { state?: NoticeState | 'overdue' | null }

const asks = eq(notices.asksAnswer, true)

/** Waits for an acknowledgement; an informational notice does not. */
export const isOpen = and(eq(notices.state, 'open'), asks)

/** The same, including notices that reach nobody. */
export const isUnanswered = and(asks, inArray(notices.state, ['open', 'unroutable']))

/** Whether a notice is in a state as partners filter it. */
export function isInState(state: PartnerFilter['state']): SQL | undefined {
  if (!state) return undefined
  if (state === 'overdue') return overdueCondition()
  if (state === 'open') return isOpen
  return eq(notices.state, state)
}

/** Unanswered past its due date. Tests and drills are never overdue. */
export function overdueCondition(at = now()) {
  return and(isNotNull(notices.dueAt), lte(notices.dueAt, at), eq(notices.kind, 'event'))
}

export function notOverdueCondition(at = now()) {
  return or(isNull(notices.dueAt), gt(notices.dueAt, at), ne(notices.kind, 'event'))
}

/** The notices that somebody acknowledged and nobody closed yet, the last acknowledged first. */
export async function listHandled(
  read: Reader,
  grant: AccountGrant,
  environment: AccountEnvironment,
  limit = 5,
): Promise<NoticeRow[]> {
  const isOwn = and(eq(notices.accountId, grant.account.id), matches({ environment, kind: 'event' }))
  return read
    .select(listedColumns)
    .from(notices)
    .where(and(isOwn, isNull(notices.closedAt), eq(notices.state, 'acknowledged')))
    .orderBy(desc(notices.acknowledgedAt), desc(notices.id))
    .limit(limit)
}

/** A notice of the account as its lists show it, or null. */
export async function findListed(read: Reader, grant: AccountGrant, id: string): Promise<NoticeRow | null> {
  const [notice] = await read
    .select(listedColumns)
    .from(notices)
    .where(and(eq(notices.id, id), eq(notices.accountId, grant.account.id)))
  return notice ?? null
}

/** `open`: sent, and not yet acknowledged. `emergencies`: those that nobody acknowledged, also if they reach nobody. */
export type NoticeCounts = { emergencies: number; open: number; overdue: number }

export const noNotices: NoticeCounts = { emergencies: 0, open: 0, overdue: 0 }

/** How many notices of an environment wait, without tests and drills. */
export async function countNotices(
  read: Reader,
  grant: AccountGrant,
  environment: AccountEnvironment,
): Promise<NoticeCounts> {
  const own = and(eq(notices.accountId, grant.account.id), matches({ environment, kind: 'event' }))
  return {
    emergencies: await read.$count(notices, and(own, isUnansweredEmergency)),
    open: await read.$count(notices, and(own, isNull(notices.closedAt), isOpen)),
    overdue: await read.$count(notices, and(own, overdueCondition())),
  }
}

/** A notice as its page shows it. `inFlight`: a delivery is still being tried. */
export type NoticeView = {
  notice: Notice
  sourceName: string | null
  /** Whether its source's settings allow its internal links to partners. */
  internalLinks: boolean
  /** The member who sent it; otherwise empty. */
  createdByName: string
  deliveries: DeliveryView[]
  timeline: TimelineEntry[]
  inFlight: boolean
}

/**
 * A notice of the account, or null. It shows that staff got mail, but not who: `recipient` and `shown` of such a delivery are empty. It hides
 * what another account got before staff routed the notice here.
 */
export async function findNotice(read: Reader, grant: AccountGrant, id: string): Promise<NoticeView | null> {
  const [notice] = await read
    .select()
    .from(notices)
    .where(and(eq(notices.id, id), eq(notices.accountId, grant.account.id)))
  const isOwn = ({ part, accountId }: DeliveryView) => part === 'staff' || accountId === grant.account.id
  if (!notice) return null
  const view = await viewNotice(read, notice, (deliveries) => deliveries.filter(isOwn).map(withoutStaff))
  return withPartnerLinks(view)
}

function withoutStaff(delivery: DeliveryView): DeliveryView {
  if (delivery.part !== 'staff') return delivery
  const history = delivery.history.map((tried) => ({ ...tried, error: '' }))
  return { ...delivery, recipient: '', shown: '', lastError: '', history }
}

function withPartnerLinks<View extends NoticeView>(view: View): View {
  const links = linksForPartners(view.notice, view.internalLinks)
  return { ...view, notice: { ...view.notice, links } }
}

/** Any notice, for the API. Partners may hold keys too, so it has only the links that they may see. */
export async function findNoticeForSource(
  read: Reader,
  _grant: SourceGrant<'notices:read'>,
  id: string,
): Promise<(NoticeView & { accountSlug: string | null }) | null> {
  if (!isId(id)) return null
  const [found] = await read
    .select({ notice: notices, accountSlug: accounts.slug })
    .from(notices)
    .leftJoin(accounts, eq(accounts.id, notices.accountId))
    .where(eq(notices.id, id.toLowerCase()))
  if (!found) return null
  return { ...withPartnerLinks(await viewNotice(read, found.notice)), accountSlug: found.accountSlug }
}

const maxEvents = 100

/** The view of a notice; `shown` picks its deliveries. The caller checks the right to the notice. */
export async function viewNotice(
  read: Reader,
  notice: Notice,
  shown: (deliveries: DeliveryView[]) => DeliveryView[] = (deliveries) => deliveries,
): Promise<NoticeView> {
  const deliveries = shown(await listDeliveriesOf(read, notice.id))
  const received = await read
    .select(pick(events, 'receivedAt', 'outcome', 'summary'))
    .from(events)
    .where(eq(events.noticeId, notice.id))
    .orderBy(desc(events.receivedAt), desc(events.id))
    .limit(maxEvents)
  const isSource = eq(eventSources.id, notice.sourceId ?? '')
  const [source] = await read.select().from(eventSources).where(isSource)
  const closedByName = await findName(read, notice.closedBy)
  const undone = await listUndoneAnswers(read, notice)
  // Staff write as the programme's team, so their names stay hidden.
  const createdByName = notice.origin === 'member' ? await findName(read, notice.createdBy) : ''
  return {
    notice,
    sourceName: source?.name ?? null,
    internalLinks: source?.internalLinks ?? false,
    createdByName,
    deliveries,
    timeline: timelineOf({
      ...{ notice, createdByName, closedByName, undone, deliveries },
      events: received.reverse(),
    }),
    inFlight: isInFlight(deliveries),
  }
}

async function listUndoneAnswers(read: Reader, notice: Notice): Promise<UndoneAnswer[]> {
  const undone = await listUndone(read, notice)
  const names = new Map<string, string>()
  for (const by of new Set(undone.flatMap(({ acknowledgedBy }) => acknowledgedBy ?? [])))
    names.set(by, await findName(read, by))
  return undone.map((one) => ({ ...one, as: names.get(one.acknowledgedBy ?? '') ?? one.acknowledgedAs }))
}

async function findName(read: Reader, userId: string | null): Promise<string> {
  if (userId === null) return ''
  const [user] = await read
    .select(pick(users, 'name', 'email'))
    .from(users)
    .where(eq(users.id, userId))
  return user ? user.name || user.email : ''
}
