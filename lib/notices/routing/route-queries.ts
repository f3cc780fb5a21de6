import { eq } from 'drizzle-orm'
import { routes } from '#/db/schema/notices.ts'
import { users } from '#/db/schema/people.ts'
import type { Reader } from '#/db/store/store.ts'
import { noticeCategories, type Route } from '#/db/words/notices.ts'
import type { StaffGrant } from '#/lib/identity/access/staff-grants.ts'
import { isSameRoute } from './route-rules.ts'
import { shippedRoute } from './routes.ts'

/** A route as it is shown. `version` is what a change starts from; `changedBy` is empty where it was never changed by hand. */
export type ListedRoute = Route & {
  version: number
  changedAt: number
  changedBy: string
  asShipped: boolean
}

/** The routing table in the order of the categories. One without a row has the shipped route. */
export async function listRoutes(read: Reader, _grant: StaffGrant): Promise<ListedRoute[]> {
  const rows = await read
    .select({ route: routes, name: users.name, email: users.email })
    .from(routes)
    .leftJoin(users, eq(users.id, routes.changedBy))
  return noticeCategories.map((category) => {
    const shipped = shippedRoute(category)
    const row = rows.find(({ route }) => route.category === category)
    if (!row) return { ...shipped, version: 0, changedAt: 0, changedBy: '', asShipped: true }
    const { steps, copyTo, answerDays, answerResolved, changedAt } = row.route
    const route = { category, steps, copyTo, answerDays, answerResolved }
    const changedBy = row.name || row.email || ''
    return { ...route, version: changedAt, changedAt, changedBy, asShipped: isSameRoute(route, shipped) }
  })
}
