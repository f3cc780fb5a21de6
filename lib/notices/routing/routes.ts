import { isDeepStrictEqual } from 'node:util'
import { eq } from 'drizzle-orm'
import { routes } from '#/db/schema/notices.ts'
import { users } from '#/db/schema/people.ts'
import type { Reader, Store } from '#/db/store/store.ts'
import { type NoticeCategory, noticeCategories, type Route } from '#/db/words/notices.ts'
import { defaultRoute, urgentCategories, valuesOf } from '#/lib/accounts/reachability/routes.ts'
import { beginRouteChange } from '#/lib/accounts/search/route-changes.ts'
import { reauthoriseStaff } from '#/lib/identity/access/reauthorise-staff.ts'
import type { AdminGrant, StaffGrant } from '#/lib/identity/access/staff-grants.ts'
import { writeAudit } from '#/lib/platform/audit/write-audit.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { AppError } from '#/lib/platform/values/errors.ts'
import { findRouteProblem } from './route-rules.ts'

/**
 * Saves the route of a category for future notices. `version` is the one that the change started from (`listRoutes`).
 * The same route changes nothing.
 * @throws AppError `route-changed` when somebody else saved first, `invalid-input`, as `reauthoriseStaff`
 */
export function saveRoute(store: Store, grant: AdminGrant, route: Route, version: number): Promise<void> {
  const { category } = route
  const values = valuesOf(route)
  return store.transact(async (tx) => {
    const { actor } = await reauthoriseStaff(tx, grant, 'admin')
    if (findRouteProblem(values)) throw new AppError('invalid-input')
    const [before] = await tx.select().from(routes).where(eq(routes.category, category))
    if ((before?.changedAt ?? 0) !== version) throw new AppError('route-changed', {}, 'version')
    if (before && !isUnchosen(before) && isSameRoute(before, values)) return
    // Two saves within a millisecond still get two versions.
    const row = { ...values, changedBy: actor.user.id, changedAt: Math.max(now(), version + 1) }
    await tx
      .insert(routes)
      .values({ category, ...row })
      .onConflictDoUpdate({ target: routes.category, set: row })
    const { steps } = before ?? defaultRoute(category)
    if (urgentCategories.includes(category) && !isDeepStrictEqual(steps, values.steps))
      await beginRouteChange(tx)
    await writeAudit(tx, {
      actorId: actor.user.id,
      action: 'route.saved',
      subjectId: category,
      before: before && valuesOf(before),
      after: values,
    })
  })
}

/** Restores the default route of a category. @throws AppError as `saveRoute` */
export function restoreRoute(
  store: Store,
  grant: AdminGrant,
  category: NoticeCategory,
  version: number,
): Promise<void> {
  return saveRoute(store, grant, defaultRoute(category), version)
}

/** A route for display. A change starts from `version`; `changedBy` is empty if nobody ever changed it. */
export type ListedRoute = Route & {
  version: number
  changedAt: number
  changedBy: string
  asShipped: boolean
  /** Repeats are off only because no admin has chosen yet, since an upgrade. */
  repeatsUnchosen: boolean
}

/** The routing table in the categories' order. A category without a row has the default route. */
export async function listRoutes(read: Reader, _grant: StaffGrant): Promise<ListedRoute[]> {
  const rows = await read
    .select({ route: routes, name: users.name, email: users.email })
    .from(routes)
    .leftJoin(users, eq(users.id, routes.changedBy))
  return noticeCategories.map((category) => {
    const shipped = defaultRoute(category)
    const row = rows.find(({ route }) => route.category === category)
    if (!row)
      return { ...shipped, version: 0, changedAt: 0, changedBy: '', asShipped: true, repeatsUnchosen: false }
    const { changedAt } = row.route
    const route = { category, ...valuesOf(row.route) }
    const changedBy = row.name || row.email || ''
    const repeatsUnchosen = isUnchosen(row.route)
    const asShipped = isSameRoute(route, shipped)
    return { ...route, version: changedAt, changedAt, changedBy, asShipped, repeatsUnchosen }
  })
}

/** Whether repeats are off only because the store is older than they are (channels.md, Repeats). */
function isUnchosen({ category, repeatMinutes }: typeof routes.$inferSelect): boolean {
  return repeatMinutes === null && defaultRoute(category).repeatMinutes > 0
}

/** Whether two routes have the same steps, copies, answer rules and repeats. */
function isSameRoute(one: Parameters<typeof valuesOf>[0], other: Omit<Route, 'category'>): boolean {
  return isDeepStrictEqual(valuesOf(one), valuesOf(other))
}
