import { and, eq, isNull } from 'drizzle-orm'
import { cases } from '#/db/schema/cases.ts'
import { users } from '#/db/schema/people.ts'
import type { Reader } from '#/db/store/store.ts'
import { keysOf, listPoints } from '#/lib/accounts/points/points.ts'
import { readReachFacts } from '#/lib/accounts/reachability/facts.ts'
import { listReasons, type UnreachableReason } from '#/lib/accounts/reachability/policy.ts'
import { countStaffNotes } from '#/lib/admin/notes/queries.ts'
import type { StaffGrant } from '#/lib/identity/access/staff-grants.ts'
import { countForStaff, type StaffNoticeCounts } from '#/lib/notices/views/staff-queries.ts'
import { listMarkedKeys } from '#/lib/platform/mail/marks.ts'
import { type AccountForStaff, findAccountForStaff } from './admin-queries.ts'

/** The header of an account's staff pages, with the numbers beside its tabs. */
export type AccountHead = {
  view: AccountForStaff
  bouncing: ReadonlySet<string>
  /** The worst reason why we cannot reach it; null if we can. */
  unreachable: UnreachableReason | null
  notices: StaffNoticeCounts
  openCases: number
  notes: number
  closer: string | null
}

/** For staff: null if no account has this short name. */
export async function findAccountHead(read: Reader, grant: StaffGrant, slug: string) {
  const view = await findAccountForStaff(read, grant, slug)
  if (!view) return null
  const { id } = view.account
  const facts = (await readReachFacts(read, [id])).get(id)
  return {
    view,
    bouncing: await listMarkedKeys(read, keysOf(listPoints(view, 'kept'))),
    unreachable: (facts && listReasons(facts)[0]?.reason) ?? null,
    notices: await countForStaff(read, grant, { account: view.account.slug, environment: 'production' }),
    openCases: await read.$count(cases, and(eq(cases.accountId, id), eq(cases.status, 'open'))),
    notes: await countStaffNotes(read, grant, id),
    closer: await findCloser(read, view.account),
  }
}

/** The name or address of the person who closed an account; empty for the command line, null for an erased person. */
async function findCloser(read: Reader, { closedBy }: { closedBy: string | null }): Promise<string | null> {
  if (closedBy === null) return ''
  const [closer] = await read
    .select({ name: users.name, email: users.email })
    .from(users)
    .where(and(eq(users.id, closedBy), isNull(users.erasedAt)))
  return closer ? closer.name || closer.email : null
}
