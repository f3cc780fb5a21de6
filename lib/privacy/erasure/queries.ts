import { desc, eq } from 'drizzle-orm'
import { users } from '#/db/schema/people.ts'
import { erasures } from '#/db/schema/record.ts'
import type { Reader } from '#/db/store/store.ts'
import type { AdminGrant } from '#/lib/identity/access/staff-grants.ts'
import { places } from '#/lib/privacy/personal-data/places.ts'

/** The order of an erasure: remaining accounts, mail that waits or is being sent, then history, place by place. */
export const erasurePhases = ['contacts', 'waiting-mail', ...places.map(({ name }) => name)] as const

/** An erasure in the list. `by`: empty if it began at the command line. It has done `done` of `steps`. */
export type ListedErasure = Awaited<ReturnType<typeof listErasures>>[number]

const maxListed = 50

/** The last erasures, newest first. */
export async function listErasures(read: Reader, _grant: AdminGrant) {
  const rows = await read
    .select({ erasure: erasures, name: users.name, email: users.email })
    .from(erasures)
    .leftJoin(users, eq(users.id, erasures.askedBy))
    .orderBy(desc(erasures.askedAt), desc(erasures.id))
    .limit(maxListed)
  return rows.map(({ erasure: { id, askedAt, finishedAt, found, phase }, name, email }) => ({
    id,
    askedAt,
    finishedAt,
    found,
    by: name || email || '',
    done: finishedAt === null ? Math.max(0, erasurePhases.indexOf(phase)) : erasurePhases.length,
    steps: erasurePhases.length,
    waitsForMail: finishedAt === null && phase === 'waiting-mail',
  }))
}

/** One erasure as of now; null if there is none. */
export async function findErasure(read: Reader, id: string): Promise<typeof erasures.$inferSelect | null> {
  const [found] = await read.select().from(erasures).where(eq(erasures.id, id))
  return found ?? null
}
