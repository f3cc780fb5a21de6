import { and, eq, isNull, max, notExists, or, type SQL, sql } from 'drizzle-orm'
import { pick } from '#/db/columns.ts'
import { memberships, sessions, staff, users } from '#/db/schema/people.ts'
import { auditEntries } from '#/db/schema/record.ts'
import type { Reader, Writer } from '#/db/store/store.ts'
import { sweep } from '#/lib/platform/jobs/sweep.ts'
import { readSettings } from '#/lib/platform/settings/queries.ts'
import { day, now } from '#/lib/platform/values/clock.ts'
import { anonymise, isAffiliated } from '#/lib/privacy/deletion/people.ts'

/**
 * Once a day, anonymises people without account, staff role or invitation. It retains them as long after their last
 * activity as deliveries, which name recipients and who answered (decision 036).
 */
export const forgetPeople = sweep({
  turn: { name: 'people without a place', every: day },
  table: users,
  key: users.id,
  find: listUnaffiliated,
  work: async (tx, some) => {
    let forgotten = 0
    for (const person of some) forgotten += (await forgetIfInactive(tx, person)) ? 1 : 0
    return forgotten
  },
  atOnce: 1,
})

async function forgetIfInactive(tx: Writer, person: UnaffiliatedPerson): Promise<boolean> {
  const isKnown = and(eq(users.id, person.id), isNull(users.erasedAt))
  if ((await tx.$count(users, isKnown)) === 0 || (await isAffiliated(tx, person))) return false
  const { deliveryDays } = await readSettings(tx)
  if ((await readLastActivity(tx, person)) >= now() - deliveryDays * day) return false
  await anonymise(tx, person)
  return true
}

type UnaffiliatedPerson = Pick<typeof users.$inferSelect, 'id' | 'emailKey' | 'createdAt'>

function listUnaffiliated(read: Reader, within: SQL | undefined): Promise<UnaffiliatedPerson[]> {
  const joined = sql`(select 1 from ${memberships} where ${memberships.userId} = ${users.id})`
  const employed = sql`(select 1 from ${staff} where ${staff.userId} = ${users.id})`
  return read
    .select(pick(users, 'id', 'emailKey', 'createdAt'))
    .from(users)
    .where(and(within, isNull(users.erasedAt), notExists(joined), notExists(employed)))
}

/** Of a session, an action, or as the subject of one (milliseconds UTC). */
async function readLastActivity(read: Reader, { id, createdAt }: UnaffiliatedPerson): Promise<number> {
  const [used] = await read
    .select({ at: max(sessions.lastUsedAt) })
    .from(sessions)
    .where(eq(sessions.userId, id))
  const [noted] = await read
    .select({ at: max(auditEntries.at) })
    .from(auditEntries)
    .where(or(eq(auditEntries.actorId, id), eq(auditEntries.subjectId, id)))
  return Math.max(createdAt, Number(used?.at ?? 0), Number(noted?.at ?? 0))
}
