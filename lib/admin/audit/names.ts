import { inArray } from 'drizzle-orm'
import { accounts } from '#/db/schema/accounts.ts'
import { announcements } from '#/db/schema/announcements.ts'
import { cases } from '#/db/schema/cases.ts'
import { eventSources, notices } from '#/db/schema/notices.ts'
import { invitations, users } from '#/db/schema/people.ts'
import type { auditEntries } from '#/db/schema/record.ts'
import type { Reader } from '#/db/store/store.ts'
import type { AnnouncementTexts } from '#/db/words/announcements.ts'
import { auditActions, isAuditAction, type SubjectKind } from '#/lib/platform/audit/actions.ts'
import { cutAt } from '#/lib/platform/values/characters.ts'
import { listIds } from './changes.ts'

type AuditRow = typeof auditEntries.$inferSelect

/** Something that an entry names. If it is deleted, `name` is empty and `href` null. */
export type Named = { id: string; name: string; detail: string; href: string | null }

/** An entry with today's names of everything in it. */
export type NamedEntry = AuditRow & {
  /** Null if nobody signed in acted: see `address`. */
  actor: (Named & { kind: 'person' | 'source' }) | null
  account: Named | null
  subject: (Named & { kind: SubjectKind }) | null
  /** Names of the ids in `before` and `after`. */
  names: ReadonlyMap<string, string>
}

/** Adds names to entries, with a few queries for all of them. */
export async function nameEntries(read: Reader, rows: readonly AuditRow[]): Promise<NamedEntry[]> {
  const mentioned = rows.map((row) => listIds(row.before, row.after))
  const named = await readNames(read, [...new Set([...rows.flatMap(idsOf), ...mentioned.flat()])])
  const nameOf = (id: string) => named.get(id) ?? { id, name: '', detail: '', href: null }
  return rows.map((row, index) => {
    const kind: SubjectKind = isAuditAction(row.action) ? auditActions[row.action] : 'other'
    const ids = mentioned[index] ?? []
    return {
      ...row,
      actor: row.actorId
        ? { ...nameOf(row.actorId), kind: 'person' }
        : row.sourceId
          ? { ...nameOf(row.sourceId), kind: 'source' }
          : null,
      account: row.accountId ? nameOf(row.accountId) : null,
      subject: row.subjectId && kind !== 'none' ? { ...nameOf(row.subjectId), kind } : null,
      names: new Map(ids.flatMap((id) => (named.has(id) ? [[id, nameOf(id).name]] : []))),
    }
  })
}

function idsOf({ actorId, sourceId, accountId, subjectId }: AuditRow): string[] {
  return [actorId, sourceId, accountId, subjectId].filter((id) => id !== null)
}

const maxSummaryLength = 100
const idsPerBatch = 5000

/** Looks the ids up in every table that entries name; ids are unique across tables. */
async function readNames(read: Reader, ids: string[]): Promise<Map<string, Named>> {
  const named = new Map<string, Named>()
  const add = (id: string, name: string, detail = '', href: string | null = null) =>
    named.set(id, { id, name, detail, href })
  for (let from = 0; from < ids.length; from += idsPerBatch) {
    const some = ids.slice(from, from + idsPerBatch)
    for (const { id, name, email } of await read
      .select({ id: users.id, name: users.name, email: users.email })
      .from(users)
      .where(inArray(users.id, some)))
      add(id, name || email, name ? email : '')
    for (const { id, name, slug } of await read
      .select({ id: accounts.id, name: accounts.name, slug: accounts.slug })
      .from(accounts)
      .where(inArray(accounts.id, some)))
      add(id, name, slug, `/admin/accounts/${slug}`)
    for (const { id, name } of await read
      .select({ id: eventSources.id, name: eventSources.name })
      .from(eventSources)
      .where(inArray(eventSources.id, some)))
      add(id, name)
    for (const { id, number, subject } of await read
      .select({ id: cases.id, number: cases.number, subject: cases.subject })
      .from(cases)
      .where(inArray(cases.id, some)))
      add(id, `${number}: ${subject}`, '', `/admin/cases/${number}`)
    for (const { id, summary } of await read
      .select({ id: notices.id, summary: notices.summary })
      .from(notices)
      .where(inArray(notices.id, some)))
      add(id, cutAt(summary, maxSummaryLength), '', `/admin/notices/${id}`)
    for (const { id, texts } of await read
      .select({ id: announcements.id, texts: announcements.texts })
      .from(announcements)
      .where(inArray(announcements.id, some)))
      add(id, nameOfAnnouncement(texts), '', `/admin/announcements/${id}`)
    for (const { id, email } of await read
      .select({ id: invitations.id, email: invitations.email })
      .from(invitations)
      .where(inArray(invitations.id, some)))
      add(id, email)
  }
  return named
}

function nameOfAnnouncement(texts: AnnouncementTexts): string {
  return cutAt(Object.values(texts)[0]?.summary ?? '', maxSummaryLength)
}
