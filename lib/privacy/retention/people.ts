import { and, eq, inArray, isNull, max, notExists, or, type SQL, sql } from 'drizzle-orm'
import { addressMarks } from '#/db/schema/notices.ts'
import { memberships, sessions, staff, users } from '#/db/schema/people.ts'
import { auditEntries } from '#/db/schema/record.ts'
import type { Reader, Store } from '#/db/store/store.ts'
import { takeTurn } from '#/lib/platform/jobs/turns.ts'
import { readSettings } from '#/lib/platform/settings/queries.ts'
import { deleteInParts } from '#/lib/platform/store/delete-in-parts.ts'
import { restAfter } from '#/lib/platform/store/rest.ts'
import { nextStretch, type Stretch } from '#/lib/platform/store/stretch.ts'
import { day, now } from '#/lib/platform/values/clock.ts'
import { forgetPerson, hasPlace } from '#/lib/privacy/deletion/people.ts'
import { retentionRules } from './rules.ts'

export const peopleAtOnce = 1000

/**
 * Forgets people who belong to no account, are not staff and are not invited, as long after the last trace of them as deliveries
 * are kept, which say who was told and who answered (decision 036); and marks of addresses that serve nowhere. Once a day.
 */
export async function forgetPeople(store: Store, stopping?: AbortSignal): Promise<void> {
  if (!(await takeTurn(store, 'people without a place', day))) return
  const before = now() - (await readSettings(store.read)).deliveryDays * day
  for (let after: string | null = ''; after !== null && !stopping?.aborted; ) {
    const began = performance.now()
    const { within, next }: Stretch = await nextStretch(store.read, users, after, peopleAtOnce)
    const some = await listPlaceless(store.read, within)
    for (const person of some) {
      await store.transact(async (tx) => {
        const [known] = await tx
          .select({ id: users.id })
          .from(users)
          .where(and(eq(users.id, person.id), isNull(users.erasedAt)))
        if (!known || (await hasPlace(tx, person))) return
        if ((await readLastTrace(tx, person)) >= before) return
        await forgetPerson(tx, person)
      })
    }
    await restAfter(began)
    after = next
  }
  const isOld = retentionRules.marks.isOld(before)
  await deleteInParts(
    store,
    async (tx, most) => {
      const old = tx.select({ key: addressMarks.addressKey }).from(addressMarks).where(isOld).limit(most)
      const gone = await tx
        .delete(addressMarks)
        .where(inArray(addressMarks.addressKey, old))
        .returning({ key: addressMarks.addressKey })
      return gone.length
    },
    stopping,
  )
}

function listPlaceless(read: Reader, within: SQL | undefined) {
  const joined = sql`(select 1 from ${memberships} where ${memberships.userId} = ${users.id})`
  const employed = sql`(select 1 from ${staff} where ${staff.userId} = ${users.id})`
  return read
    .select({ id: users.id, emailKey: users.emailKey, createdAt: users.createdAt })
    .from(users)
    .where(and(within, isNull(users.erasedAt), notExists(joined), notExists(employed)))
}

/** When a person was last heard of: by a session, or by anything that they did or that was done to them. */
async function readLastTrace(read: Reader, { id, createdAt }: { id: string; createdAt: number }) {
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
