import { and, count, eq, inArray, sql } from 'drizzle-orm'
import { pick } from '#/db/columns.ts'
import { accounts } from '#/db/schema/accounts.ts'
import type { outbox } from '#/db/schema/mail.ts'
import { digestNotices, digests, notices } from '#/db/schema/notices.ts'
import type { Reader } from '#/db/store/store.ts'
import type { NoticeCategory } from '#/db/words/notices.ts'
import { env } from '#/env.ts'
import { readRoutes } from '#/lib/accounts/reachability/routes.ts'
import { isAnnouncement } from '#/lib/notices/notice/keys.ts'
import { foreignLanguages, inLanguage, linksForPartners } from '#/lib/notices/notice/shown.ts'
import { calendarOf } from '#/lib/notices/notice/window.ts'
import { planFor, type Reach, type RoutedNotice } from '#/lib/notices/routing/reach.ts'
import { nextRepeat, type Repeating } from '#/lib/notices/routing/repeats.ts'
import { findSkipReason } from '#/lib/notices/routing/routing.ts'
import { type FilledMail, fill } from '#/lib/platform/mail/model.ts'
import { linkToken } from '#/lib/platform/mail/signed-token.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { addressKey } from '#/lib/platform/values/fold.ts'
import { announcement } from './announcement.ts'
import { findDeadline, findFirstDeadline } from './deadline.ts'
import {
  listTriedOfEach,
  stateOf,
  statesOf,
  type ToldDelivery,
  type TriedDelivery,
  tellingsOf,
} from './deliveries.ts'
import { byUrgency, selectListed } from './digests.ts'
import { KnownNotices } from './known-notices.ts'
import {
  type MailRepeat,
  type NoticeFacts,
  type NoticeMail,
  noticeEscalation,
  notice as noticeMail,
  noticeResolved,
} from './notice.ts'
import { noticeDigest, noticeDigestResolved, noticeEscalations } from './notice-digest.ts'
import { noticeUnroutable, type UnroutableCause } from './unroutable.ts'

type Row = Pick<
  typeof outbox.$inferSelect,
  'id' | 'template' | 'recipient' | 'locale' | 'noticeId' | 'digestId' | 'part' | 'purpose' | 'step' | 'data'
>

/** The content of a delivery, read at sending time: it has the latest state, and the outbox needs no copy. */
export function readNoticeMail(read: Reader, row: Row): Promise<FilledMail> {
  return readNoticeMails(read, [row])(row)
}

/** Returns the content of each delivery; reads shared data once, on first use. */
export function readNoticeMails(read: Reader, rows: readonly Row[]): (row: Row) => Promise<FilledMail> {
  const known = new KnownNotices(
    read,
    rows.flatMap(({ noticeId }) => noticeId ?? []),
  )
  return async (row) => {
    if (row.noticeId !== null) return readSingle(read, row, row.noticeId, known)
    if (row.digestId !== null) return readDigest(read, row, row.digestId)
    throw new Error('The mail belongs to no notice.')
  }
}

async function readSingle(
  read: Reader,
  row: Row,
  noticeId: string,
  known = new KnownNotices(read, [noticeId]),
): Promise<FilledMail> {
  const said = await known.said(noticeId)
  if (!said) throw new Error('The notice is gone.')
  const notice = inLanguage(said, row.locale)
  const { accountName, category, kind, topic, summary, details, meaning, remedy } = notice
  const words = { accountName, category, kind, topic, summary, details, meaning, remedy }
  const facts: NoticeFacts = {
    ...words,
    languages: foreignLanguages(said, row.locale),
    announced: isAnnouncement(notice),
    links:
      row.template === noticeEscalation.name ? notice.links : linksForPartners(notice, notice.internalLinks),
    since: notice.occurredAt ?? notice.firstSeenAt,
    timeZone: zoneOf(row),
    link: `${env.APP_URL}/accounts/${notice.slug}/notices/${noticeId}`,
  }
  const purpose = row.purpose ?? 'owners'
  const acknowledgeLink = acknowledgeLinkOf(row)
  if (row.template === noticeResolved.name) {
    const resolvedAt = notice.closedAt ?? now()
    const answerDue = notice.dueAt !== null && notice.acknowledgedAt === null
    return fill(noticeResolved, { ...facts, purpose, resolvedAt, answerDue, acknowledgeLink })
  }
  const tried = await known.tried(noticeId)
  const notified = listNotified(tried, row)
  const deadline = await findDeadline(notice, { reach: () => known.reach(), states: statesOf(tried) })
  if (row.template === noticeEscalation.name) {
    const openFor = now() - notice.firstSeenAt
    const link = `${env.APP_URL}/admin/notices/${noticeId}`
    return fill(noticeEscalation, { ...facts, link, openFor, notified, deadline })
  }
  const part = partOf(row)
  const copy = row.step === null
  const skipReason = part === 'notice' ? await readSkipReason(notice, row, tried, () => known.reach()) : null
  const staffNotified = tried.some((one) => one.part === 'staff' && stateOf(one.status) !== 'failed')
  const route = part === 'repeat' ? (await known.reach()).routes.get(category) : undefined
  const repeat = route ? repeatOf(row, [tried], route) : null
  const how = { part, repeat, purpose, copy, skipReason, deadline, asksAnswer: notice.asksAnswer }
  const isAnnounced = facts.announced && (part === 'notice' || !notice.asksAnswer)
  return fill(isAnnounced ? announcement : noticeMail, {
    ...facts,
    ...how,
    others: notified,
    staffNotified,
    calendar: calendarOf(notice, facts.link),
    acknowledgeLink: notice.asksAnswer ? acknowledgeLink : '',
  })
}

function partOf({ part }: Row): NoticeMail['part'] {
  return part === 'reminder' || part === 'repeat' || part === 'escalation' ? part : 'notice'
}

/** How many more times the recipient gets one of the notices with these deliveries. */
function repeatOf({ recipient }: Row, each: Iterable<ToldDelivery[]>, route: Repeating): MailRepeat {
  const lefts = [...each].map((tried) => {
    const told = tellingsOf(tried).get(addressKey(recipient)) ?? []
    return nextRepeat(told, route, now())?.left ?? 0
  })
  return { minutes: route.repeatMinutes, left: Math.max(0, ...lefts) }
}

/** The other addresses that were mailed, without failed ones. */
function listNotified(tried: readonly TriedDelivery[], row: Row): string[] {
  const states = statesOf(tried)
  const notified = new Map(tried.map(({ recipient, shown }) => [addressKey(recipient), shown ?? recipient]))
  return [...notified]
    .filter(([key]) => key !== addressKey(row.recipient) && states.has(key) && states.get(key) !== 'failed')
    .map(([, shown]) => shown)
    .sort()
}

/** The same as `findSkipReason` once earlier steps may have been mailed. */
async function readSkipReason(
  notice: RoutedNotice,
  { step }: Row,
  tried: readonly TriedDelivery[],
  reach: () => Promise<Reach>,
): Promise<NoticeMail['skipReason']> {
  if (!step || notice.accountId === null) return null
  const before = tried.filter((one) => one.part === 'notice' && one.step !== null && one.step < step)
  if (before.length > 0) return [...statesOf(before).values()].includes('accepted') ? 'silent' : 'unreached'
  return findSkipReason(planFor(await reach(), notice) ?? { steps: [] }, step)
}

const countUrgent = sql<number>`sum(case ${notices.category} when 'emergency' then 1 else 0 end)`.mapWith(
  Number,
)

async function readDigest(read: Reader, row: Row, digestId: string): Promise<FilledMail> {
  const [digest] = await read
    .select({
      ...pick(digests, 'kind', 'category', 'accountId'),
      accountName: accounts.name,
      slug: accounts.slug,
    })
    .from(digests)
    .leftJoin(accounts, eq(accounts.id, digests.accountId))
    .where(eq(digests.id, digestId))
  if (!digest) throw new Error('The digest is gone.')
  // Skips notices that staff have since routed to another account.
  const isOf = digest.accountId === null ? undefined : eq(notices.accountId, digest.accountId)
  const isListed = and(eq(digestNotices.digestId, digestId), isOf)
  const [counted] = await read
    .select({ count: count(), urgent: countUrgent })
    .from(digestNotices)
    .innerJoin(notices, eq(notices.id, digestNotices.noticeId))
    .where(isListed)
  const listed = await read
    .select({
      ...pick(notices, 'id', 'summary', 'translations', 'problem', 'category', 'accountText', 'occurredAt'),
      ...pick(notices, 'firstSeenAt', 'closedHow', 'closedAt', 'dueAt', 'escalateAt', 'acknowledgedAt'),
      ...pick(notices, 'accountId', 'kind', 'environment', 'origin', 'step'),
      accountName: accounts.name,
    })
    .from(notices)
    .leftJoin(accounts, eq(accounts.id, notices.accountId))
    .where(and(inArray(notices.id, selectListed(read, digestId)), isOf))
    .orderBy(...byUrgency)
  const total = counted?.count ?? listed.length
  if (digest.kind === 'unroutable') {
    const [only] = listed
    const urgent = listed.filter(({ category, accountId }) => category === 'emergency' && accountId !== null)
    return fill(noticeUnroutable, {
      count: total,
      urgent: counted?.urgent ?? 0,
      items: listed.map((notice) => ({
        account: notice.accountName ?? notice.accountText,
        known: notice.accountName !== null,
        category: notice.category,
        summary: inLanguage(notice, row.locale).summary,
        cause: causeOf(notice),
        at: notice.occurredAt ?? notice.firstSeenAt,
      })),
      deadline: await findFirstDeadline(read, urgent),
      timeZone: zoneOf(row),
      link: `${env.APP_URL}/admin/notices${only && total === 1 ? `/${only.id}` : '?state=unroutable'}`,
    })
  }
  // A single notice is mailed as such, unless it ended before: only lists show that.
  const [only] = listed
  const isToStaff = row.part === 'staff'
  if (only && total === 1 && !isToStaff && (digest.kind === 'resolves' || only.closedHow !== 'resolved')) {
    const { name: template } = digest.kind === 'resolves' ? noticeResolved : noticeMail
    return readSingle(read, { ...row, template }, only.id)
  }
  const data = {
    accountName: digest.accountName ?? '',
    category: digest.category ?? 'production-alert',
    count: total,
    items: listed.map((notice) => ({
      summary: inLanguage(notice, row.locale).summary,
      at: notice.occurredAt ?? notice.firstSeenAt,
      resolved: notice.closedHow === 'resolved',
    })),
    timeZone: zoneOf(row),
    link: `${env.APP_URL}/accounts/${digest.slug}/notices`,
  }
  if (isToStaff) {
    const tried = await listTriedOfEach(
      read,
      listed.map(({ id }) => id),
    )
    const openFor = now() - Math.min(...listed.map(({ firstSeenAt }) => firstSeenAt))
    const notified = listNotified([...tried.values()].flat(), row)
    const link = `${env.APP_URL}/admin/notices?account=${digest.slug}&category=${data.category}`
    const deadline = await findFirstDeadline(read, listed)
    return fill(noticeEscalations, { ...data, openFor, notified, deadline, link })
  }
  const how = {
    purpose: row.purpose ?? 'owners',
    copy: row.step === null,
    acknowledgeLink: acknowledgeLinkOf(row),
  }
  if (digest.kind === 'resolves') {
    const answerDue = listed.some(({ dueAt, acknowledgedAt }) => dueAt !== null && acknowledgedAt === null)
    return fill(noticeDigestResolved, { ...data, ...how, ...(!answerDue && { acknowledgeLink: '' }) })
  }
  const deadline = await findFirstDeadline(read, listed)
  const isEscalation = row.part === 'escalation'
  return fill(noticeDigest, {
    ...data,
    ...how,
    deadline,
    isEscalation,
    repeat: await readRepeat(read, row, data, listed),
  })
}

async function readRepeat(
  read: Reader,
  row: Row,
  { category }: { category: NoticeCategory },
  listed: readonly { id: string }[],
): Promise<MailRepeat | null> {
  const route = row.part === 'repeat' ? (await readRoutes(read)).get(category) : undefined
  if (!route) return null
  const tried = await listTriedOfEach(
    read,
    listed.map(({ id }) => id),
  )
  return repeatOf(row, tried.values(), route)
}

/** Why a notice reaches nobody. An event that could not be read has its problem in words. */
function causeOf({ accountId, problem }: { accountId: string | null; problem: string }): UnroutableCause {
  if (problem === 'account-closed') return 'closed'
  if (accountId !== null || problem === '') return 'nobody'
  if (problem === 'unknown-account') return 'unknown'
  return problem === 'no-account' ? 'none' : problem === 'truncated' ? 'truncated' : 'unreadable'
}

function acknowledgeLinkOf({ id }: Row): string {
  return `${env.APP_URL}/acknowledge/${linkToken('acknowledge', id)}`
}

const zoneOf = ({ data }: Row): string | null => (typeof data.timeZone === 'string' ? data.timeZone : null)
