import { and, asc, desc, eq, gt, isNull, lt, or, type SQL, sql } from 'drizzle-orm'
import { accounts } from '#/db/schema/accounts.ts'
import { notices } from '#/db/schema/notices.ts'
import type { Reader } from '#/db/store/index.ts'
import type { StaffGrant } from '#/lib/access/grants.ts'
import { matchesAccount } from '#/lib/accounts/admin-queries.ts'
import { now } from '#/lib/clock.ts'
import {
  isNotOverdue,
  isOverdue,
  listColumns,
  type NoticeRow,
  type NoticeView,
  noticesPerPage,
  viewNotice,
} from './queries.ts'
import { type WouldReachView, whomWouldItReachIn } from './reach-queries.ts'
import type { StaffNoticeCursor, StaffNoticeFilter, StaffState } from './staff-filter.ts'

export type StaffNoticeRow = NoticeRow & { accountSlug: string | null; accountName: string | null }
export type StaffNoticePage = { notices: StaffNoticeRow[]; next: StaffNoticeCursor | null }

/**
 * The notices of all accounts, for staff: what is overdue on top, the longest first (notices.md, Acknowledge), then the rest,
 * newest first. `next` is where the following page starts.
 */
export async function listNoticesForStaff(
  read: Reader,
  _grant: StaffGrant,
  filter: StaffNoticeFilter,
  after: StaffNoticeCursor | null,
): Promise<StaffNoticePage> {
  const at = now()
  const wanted = [...matching(filter, at), await ofAccount(read, filter.account)]
  const most = noticesPerPage + 1
  const late =
    after?.part === 'rest'
      ? []
      : await select(read)
          .where(and(...wanted, isOverdue(at), after ? isDueAfter(after) : undefined))
          .orderBy(asc(notices.dueAt), asc(notices.id))
          .limit(most)
  const seenBefore = after?.part === 'rest' ? isSeenBefore(after) : undefined
  const rest =
    late.length === most
      ? []
      : await select(read)
          .where(and(...wanted, isNotOverdue(at), seenBefore))
          .orderBy(desc(notices.firstSeenAt), desc(notices.id))
          .limit(most - late.length)
  const rows = [...late, ...rest]
  const shown = rows.slice(0, noticesPerPage)
  const last = shown.at(-1)
  if (rows.length < most || !last) return { notices: shown, next: null }
  const next: StaffNoticeCursor =
    shown.length <= late.length
      ? { part: 'overdue', at: last.dueAt ?? 0, id: last.id }
      : { part: 'rest', at: last.firstSeenAt, id: last.id }
  return { notices: shown, next }
}

function select(read: Reader) {
  return read
    .select({ ...listColumns, accountSlug: accounts.slug, accountName: accounts.name })
    .from(notices)
    .leftJoin(accounts, eq(accounts.id, notices.accountId))
}

function matching(
  { state, category, environment, kind }: StaffNoticeFilter,
  at: number,
): (SQL | undefined)[] {
  return [
    state && isIn(state, at),
    category ? eq(notices.category, category) : undefined,
    environment ? eq(notices.environment, environment) : undefined,
    kind ? eq(notices.kind, kind) : undefined,
  ]
}

function isIn(state: StaffState, at: number): SQL | undefined {
  if (state === 'current') return or(isNull(notices.closedAt), isOverdue(at))
  if (state === 'overdue') return isOverdue(at)
  // As written in the partial indexes, so that they serve.
  if (state === 'unroutable') return sql`${notices.state} = 'unroutable'`
  return state === 'closed'
    ? eq(notices.state, state)
    : and(isNull(notices.closedAt), eq(notices.state, state))
}

function isDueAfter({ at, id }: StaffNoticeCursor) {
  return or(gt(notices.dueAt, at), and(eq(notices.dueAt, at), gt(notices.id, id)))
}

function isSeenBefore({ at, id }: StaffNoticeCursor) {
  return or(lt(notices.firstSeenAt, at), and(eq(notices.firstSeenAt, at), lt(notices.id, id)))
}

async function ofAccount(read: Reader, account = ''): Promise<SQL | undefined> {
  const text = account.trim().toLowerCase()
  if (!text) return undefined
  const [named] = await read.select({ id: accounts.id }).from(accounts).where(eq(accounts.slug, text))
  return named ? eq(notices.accountId, named.id) : matchesAccount(text, sql`lower(${notices.accountText})`)
}

export type StaffNoticeView = NoticeView & { account: { slug: string; name: string } | null }

/** Any notice, for staff, with its account; one of an unknown account has none. */
export async function findNoticeForStaff(
  read: Reader,
  _grant: StaffGrant,
  id: string,
): Promise<StaffNoticeView | null> {
  const [notice] = await read.select().from(notices).where(eq(notices.id, id))
  if (!notice) return null
  const [account] = notice.accountId
    ? await read
        .select({ slug: accounts.slug, name: accounts.name })
        .from(accounts)
        .where(eq(accounts.id, notice.accountId))
    : []
  return { ...(await viewNotice(read, notice)), account: account ?? null }
}

/** Whom this notice would reach if it were routed now; null where its account is unknown. */
export async function whomWouldNoticeReach(
  read: Reader,
  grant: StaffGrant,
  { notice: { category, environment, origin }, account }: StaffNoticeView,
): Promise<WouldReachView | null> {
  const question = { category, environment, fromSource: origin === 'source' }
  return account && whomWouldItReachIn(read, grant, account.slug, question)
}

export type StaffNoticeCounts = { open: number; overdue: number; unroutable: number }

/** What waits for staff, as numbers beside the links; tests and drills are never counted. */
export async function countForStaff(
  read: Reader,
  _grant: StaffGrant,
  filter: Omit<StaffNoticeFilter, 'state' | 'kind'> = {},
): Promise<StaffNoticeCounts> {
  const at = now()
  const named = await ofAccount(read, filter.account)
  const count = async (state: StaffState) => {
    const rows = read
      .select({ id: notices.id })
      .from(notices)
      .leftJoin(accounts, eq(accounts.id, notices.accountId))
      .where(and(...matching({ ...filter, state, kind: 'event' }, at), named))
      .as('counted')
    return read.$count(rows)
  }
  return { open: await count('open'), overdue: await count('overdue'), unroutable: await count('unroutable') }
}
