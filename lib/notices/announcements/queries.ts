import { and, asc, desc, eq, gt, inArray } from 'drizzle-orm'
import { pick } from '#/db/columns.ts'
import { accounts } from '#/db/schema/accounts.ts'
import { announcementAccounts, announcements } from '#/db/schema/announcements.ts'
import { users } from '#/db/schema/people.ts'
import type { Reader } from '#/db/store/store.ts'
import type { AudienceFilter } from '#/db/words/announcements.ts'
import { countMatching, streamMatching } from '#/lib/accounts/search/account-list.ts'
import { accountFilters } from '#/lib/accounts/search/list.ts'
import type { StaffGrant } from '#/lib/identity/access/staff-grants.ts'
import { isBefore, type TimeCursor, toPage } from '#/lib/platform/lists/time-cursor.ts'
import { isId } from '#/lib/platform/values/id-shape.ts'
import type { Announcement } from './commands.ts'
import type { FrozenView } from './outcome.ts'

export const announcementsPerPage = 25

export const frozenPerPage = 50

const listed = {
  ...pick(announcements, 'id', 'state', 'category', 'texts', 'window', 'counts', 'done'),
  ...pick(announcements, 'createdAt', 'startedAt', 'finishedAt'),
}
export type AnnouncementRow = Pick<Announcement, keyof typeof listed> & { createdByName: string }

/** Announcements, newest first; `next` starts the following page. */
export async function listAnnouncements(
  read: Reader,
  _grant: StaffGrant,
  after: TimeCursor | null,
): Promise<{ announcements: AnnouncementRow[]; next: TimeCursor | null }> {
  const { id, createdAt } = announcements
  const rows = await read
    .select({ ...listed, ...pick(users, 'name', 'email') })
    .from(announcements)
    .leftJoin(users, eq(users.id, announcements.createdBy))
    .where(isBefore(createdAt, id, after))
    .orderBy(desc(createdAt), desc(id))
    .limit(announcementsPerPage + 1)
  const { shown, next } = toPage(rows, announcementsPerPage, (row) => row.createdAt)
  return {
    announcements: shown.map(({ name, email, ...row }) => ({ ...row, createdByName: name || email || '' })),
    next,
  }
}

export type AnnouncementView = Announcement &
  Record<'createdByName' | 'startedByName' | 'stoppedByName', string>

/** One announcement with its history; null if unknown. */
export async function findAnnouncement(
  read: Reader,
  _grant: StaffGrant,
  id: string,
): Promise<AnnouncementView | null> {
  if (!isId(id)) return null
  const [found] = await read.select().from(announcements).where(eq(announcements.id, id))
  if (!found) return null
  const ids = [found.createdBy, found.startedBy, found.stoppedBy].filter((by) => by !== null)
  const named = pick(users, 'id', 'name', 'email')
  const people = await read.select(named).from(users).where(inArray(users.id, ids))
  const nameOf = (by: string | null) => {
    const person = people.find((one) => one.id === by)
    return person?.name || person?.email || ''
  }
  const [createdByName, startedByName] = [nameOf(found.createdBy), nameOf(found.startedBy)]
  return { ...found, createdByName, startedByName, stoppedByName: nameOf(found.stoppedBy) }
}

export type FrozenRow = Awaited<ReturnType<typeof listFrozen>>['rows'][number]

/** The frozen list in its order, after `after`; `next` starts the following page. */
export async function listFrozen(
  read: Reader,
  _grant: StaffGrant,
  id: string,
  { show, after }: { show: FrozenView; after: number | null },
) {
  const { position, planned, addresses, untranslated } = announcementAccounts
  const isShown =
    show === 'all' ? undefined : show === 'untranslated' ? gt(untranslated, 0) : eq(planned, show)
  const rows = await read
    .select({ position, planned, addresses, untranslated, slug: accounts.slug, name: accounts.name })
    .from(announcementAccounts)
    .innerJoin(accounts, eq(accounts.id, announcementAccounts.accountId))
    .where(and(eq(announcementAccounts.announcementId, id), isShown, gt(position, after ?? -1)))
    .orderBy(asc(position))
    .limit(frozenPerPage + 1)
  const shown = rows.slice(0, frozenPerPage)
  return { rows: shown, next: rows.length > shown.length ? (shown.at(-1)?.position ?? null) : null }
}

/** The ids of the accounts in an audience, page by page, each once, without closed ones. */
export async function* streamAudience(
  read: Reader,
  grant: StaffGrant,
  audience: AudienceFilter,
): AsyncGenerator<string[]> {
  const filters = accountFilters.read(audience)
  if (!filters.closed) yield* streamMatching(read, grant, filters)
}

/** Counts the accounts in an audience; `more` if a full count would take too long. */
export async function countAudience(
  read: Reader,
  grant: StaffGrant,
  audience: AudienceFilter,
): Promise<{ count: number; more: boolean }> {
  const filters = accountFilters.read(audience)
  return filters.closed ? { count: 0, more: false } : countMatching(read, grant, filters)
}
