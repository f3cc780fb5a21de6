import type { notices } from '#/db/schema/notices.ts'
import type { Reader } from '#/db/store/store.ts'
import { listDrilled } from '#/lib/accounts/reachability/waiting-drill.ts'
import type { Actor } from '#/lib/identity/sessions/queries.ts'
import { addressKey } from '#/lib/platform/values/fold.ts'

type Sent = Pick<typeof notices.$inferSelect, 'id' | 'kind' | 'createdBy'>

/**
 * The role of a signed-in person for a notice: may answer it (`answerer`), sent the drill, or is not a
 * recipient of the drill (notices.md, Drill). Only drills distinguish: they test who reads the mail, not who can sign in.
 */
export type AnswerRole = 'answerer' | 'sender' | 'unasked'

export async function findAnswerRole(read: Reader, notice: Sent, { user }: Actor): Promise<AnswerRole> {
  if (notice.kind !== 'drill') return 'answerer'
  if (notice.createdBy === user.id) return 'sender'
  const drilled = await listDrilled(read, notice.id)
  return drilled.some((address) => addressKey(address) === user.emailKey) ? 'answerer' : 'unasked'
}

/**
 * Whether the signed-in person must not answer by a link mailed to `recipient`: they sent the drill, and the link is
 * somebody else's.
 */
export function isOthersDrillLink(
  notice: Pick<Sent, 'kind' | 'createdBy'>,
  recipient: string,
  actor: Actor | null,
): boolean {
  if (notice.kind !== 'drill' || actor === null) return false
  return notice.createdBy === actor.user.id && addressKey(recipient) !== actor.user.emailKey
}
