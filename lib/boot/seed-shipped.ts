import { integrationTypes } from '#/db/schema/accounts.ts'
import { routes } from '#/db/schema/notices.ts'
import type { Writer } from '#/db/store/store.ts'
import { defaultRoutes } from '#/lib/accounts/reachability/routes.ts'
import { shippedTypes } from '#/lib/accounts/types/shipped.ts'

import { now } from '#/lib/platform/values/clock.ts'

/** Inserts the shipped integration types and routes into a store that has none; existing ones belong to the admins. */
export async function seedShipped(tx: Writer): Promise<void> {
  if ((await tx.$count(integrationTypes)) === 0)
    await tx.insert(integrationTypes).values(shippedTypes.map((type, position) => ({ ...type, position })))
  if ((await tx.$count(routes)) === 0) {
    const changedAt = now()
    await tx.insert(routes).values(defaultRoutes.map((route) => ({ ...route, changedAt })))
  }
}
