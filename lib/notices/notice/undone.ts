import { and, desc, eq, inArray, type SQL } from 'drizzle-orm'
import { z } from 'zod'
import { pick } from '#/db/columns.ts'
import type { notices } from '#/db/schema/notices.ts'
import { auditEntries } from '#/db/schema/record.ts'
import type { Reader } from '#/db/store/store.ts'

/** The audit entries of undone acknowledgements: they alone keep what was undone (notices.md, Undo). */
const ownUndos = ['notice.acknowledgement-undone', 'notice.acknowledgement-undone-by-mail'] as const
const handBack = 'notice.handed-back'
export type UndoAction = (typeof ownUndos)[number] | typeof handBack

const beforeSchema = z.object({
  acknowledgedAt: z.number(),
  acknowledgedBy: z.string().nullable(),
  acknowledgedAs: z.string(),
})
const afterSchema = z.object({ reason: z.string() }).nullish()

/** An acknowledgement that was undone at `at`. `acknowledgedAs` is empty if a person did it. `reason`: of staff. */
export type Undone = z.infer<typeof beforeSchema> & {
  at: number
  actorId: string | null
  how: 'undone' | 'handed-back'
  reason: string
}

type Acknowledged = Pick<typeof notices.$inferSelect, 'acknowledgedAt' | 'acknowledgedBy' | 'acknowledgedAs'>

/** An acknowledgement as its entry stores it: an id instead of a name, because erasures leave names in entries. */
export function acknowledgementBefore({ acknowledgedAt, acknowledgedBy, acknowledgedAs }: Acknowledged) {
  return { acknowledgedAt, acknowledgedBy, acknowledgedAs: acknowledgedBy === null ? acknowledgedAs : '' }
}

/** A person may acknowledge and undo repeatedly. */
const maxUndone = 50

/**
 * The acknowledgements of a notice that were undone, oldest first: all that staff handed back, and the last that people
 * undid themselves; without those of another account that had it before staff routed it to this one.
 */
export async function listUndone(
  read: Reader,
  { id, accountId }: { id: string; accountId: string | null },
): Promise<Undone[]> {
  const isOfNotice = and(eq(auditEntries.subjectId, id), eq(auditEntries.accountId, accountId ?? ''))
  const own = await listEntries(read, and(isOfNotice, inArray(auditEntries.action, ownUndos))).limit(
    maxUndone,
  )
  const handedBack = await listEntries(read, and(isOfNotice, eq(auditEntries.action, handBack)))
  return [...own, ...handedBack].sort(inOrder).map(({ at, actorId, action, before, after }) => ({
    ...beforeSchema.parse(before),
    at,
    actorId,
    how: action === handBack ? 'handed-back' : 'undone',
    reason: afterSchema.parse(after)?.reason ?? '',
  }))
}

function listEntries(read: Reader, which: SQL | undefined) {
  return read
    .select(pick(auditEntries, 'id', 'at', 'actorId', 'action', 'before', 'after'))
    .from(auditEntries)
    .where(which)
    .orderBy(desc(auditEntries.at), desc(auditEntries.id))
}

type Entry = { id: string; at: number }

const inOrder = (one: Entry, other: Entry): number => one.at - other.at || (one.id < other.id ? -1 : 1)
