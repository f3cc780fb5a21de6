import { settings } from '#/db/schema/record.ts'
import type { Store } from '#/db/store/store.ts'
import { seedShipped } from '#/lib/boot/seed-shipped.ts'
import { day } from '#/lib/platform/values/clock.ts'
import { buildMember, buildStaff, buildUser } from '#/seed/people.ts'
import { seedFaro } from './faro.ts'
import { seedLevante } from './levante.ts'
import { seedPonte } from './ponte.ts'
import { seedAurora, seedBrera, seedMolo, seedSasso } from './small-accounts.ts'

/** Fills an empty store with the demo programme as of `now` (milliseconds UTC). */
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
    const joins = { userId: luca.id, role: 'editor' } as const
    await buildMember(tx, { ...joins, accountId: aurora.id, createdAt: now - 3 * day })
    await buildMember(tx, { ...joins, accountId: levante.id, createdAt: now - 90 * day })
  })
}
