import { and, desc, eq, inArray } from 'drizzle-orm'
import { z } from 'zod'
import type { notices } from '#/db/schema/notices.ts'
import { auditEntries } from '#/db/schema/record.ts'
import { pick } from '#/db/store/pick.ts'
import type { Reader } from '#/db/store/store.ts'

/** The audit entries of undone acknowledgements: they alone keep what was undone (notices.md, Undo). */
const undoActions = [
  'notice.acknowledgement-undone',
  'notice.acknowledgement-undone-by-mail',
  'notice.handed-back',
] as const
export type UndoAction = (typeof undoActions)[number]

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

/** What the entry keeps of an acknowledgement: an id instead of a name, since an erasure leaves names in entries. */
export function beforeUndo({ acknowledgedAt, acknowledgedBy, acknowledgedAs }: Acknowledged) {
  return { acknowledgedAt, acknowledgedBy, acknowledgedAs: acknowledgedBy === null ? acknowledgedAs : '' }
}

/** A person may acknowledge and undo again and again. */
const mostUndone = 50

/**
 * The last acknowledgements of a notice that were undone, oldest first; without those of another account that had it before
 * staff routed it to this one.
 */
export async function listUndone(
  read: Reader,
  { id, accountId }: { id: string; accountId: string | null },
): Promise<Undone[]> {
  const isOfAccount = eq(auditEntries.accountId, accountId ?? '')
  const entries = await read
    .select(pick(auditEntries, 'at', 'actorId', 'action', 'before', 'after'))
    .from(auditEntries)
    .where(and(eq(auditEntries.subjectId, id), isOfAccount, inArray(auditEntries.action, [...undoActions])))
    .orderBy(desc(auditEntries.at), desc(auditEntries.id))
    .limit(mostUndone)
  return entries.reverse().map(({ at, actorId, action, before, after }) => ({
    ...beforeSchema.parse(before),
    at,
    actorId,
    how: action === 'notice.handed-back' ? 'handed-back' : 'undone',
    reason: afterSchema.parse(after)?.reason ?? '',
  }))
}
