import { and, isNull, type SQL } from 'drizzle-orm'
import { invitations } from '#/db/schema/people.ts'

/** Neither used, revoked nor replaced. It may have expired. */
export function isPending(): SQL | undefined {
  return and(isNull(invitations.acceptedAt), isNull(invitations.revokedAt), isNull(invitations.replacedAt))
}
