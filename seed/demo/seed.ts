import { settings } from '#/db/schema/record.ts'
import type { Store, Writer } from '#/db/store/store.ts'
import type { MemberRole } from '#/db/words/members.ts'
import { seedShipped } from '#/lib/boot/seed-shipped.ts'
import { day } from '#/lib/platform/values/clock.ts'
import type { SeededAccount } from '#/seed/accounts.ts'
import { buildMember, buildStaff, buildUser, type SeededUser } from '#/seed/people.ts'
import { seedAurora } from './aurora.ts'
import { seedBrera } from './brera.ts'
import { seedFaro } from './faro.ts'
import { seedLevante } from './levante.ts'
import { seedMolo } from './molo.ts'
import { seedPonte } from './ponte.ts'
import { seedSasso } from './sasso.ts'

/** Fills an empty store with the demo programme, as it stands at `now` (milliseconds). */
export function seedDemo(store: Store, now: number): Promise<void> {
  return store.transact(async (tx) => {
    await seedShipped(tx)
    await tx.insert(settings).values({ key: 'programmeName', value: 'Actions Desk' })
    const grace = await buildStaff(tx, {
      email: 'support@actions-desk.example',
      name: 'Grace Whitfield',
      role: 'support',
      locale: 'en',
      createdAt: now - 400 * day,
    })
    const lorenzo = await buildStaff(tx, {
      email: 'admin@actions-desk.example',
      name: 'Lorenzo Vitali',
      role: 'admin',
      locale: 'it',
      createdAt: now - 400 * day,
    })
    const aurora = await seedAurora(tx, now)
    await seedMolo(tx, now)
    const levante = await seedLevante(tx, now, grace)
    await seedPonte(tx, now)
    await seedFaro(tx, now)
    await seedBrera(tx, now)
    await seedSasso(tx, now, lorenzo)
    const luca = await buildUser(tx, {
      email: 'luca@partner-it.example',
      name: 'Luca Moretti',
      locale: 'en',
      createdAt: now - 90 * day,
    })
    await join(tx, aurora, 'editor', luca, now - 3 * day)
    await join(tx, levante, 'editor', luca, now - 90 * day)
  })
}

async function join(
  tx: Writer,
  account: SeededAccount,
  role: MemberRole,
  user: SeededUser,
  createdAt: number,
) {
  await buildMember(tx, { accountId: account.id, userId: user.id, role, createdAt })
}
