import { inArray } from 'drizzle-orm'
import { routes } from '#/db/schema/notices.ts'
import { defineListQuery } from '#/db/store/list-query.ts'
import type { Reader } from '#/db/store/store.ts'
import { type NoticeCategory, noticeCategories, type Route, type RouteTarget } from '#/db/words/notices.ts'

/** The routing table. */
export type Routes = ReadonlyMap<NoticeCategory, Route>

const usual = { copyTo: null, answerDays: 2, answerResolved: false, repeatMinutes: 0, repeatMost: 6 } as const

/** The default route of each category (notices.md, Routing), in the categories' order. */
export const defaultRoutes: readonly Route[] = [
  { ...usual, category: 'production-alert', steps: ['alerts', 'technical', 'owners'] },
  {
    category: 'emergency',
    steps: ['technical-emergency', 'technical', 'owners'],
    copyTo: 'alerts',
    answerDays: 1,
    answerResolved: true,
    repeatMinutes: 10,
    repeatMost: 6,
  },
  { ...usual, category: 'technical', steps: ['technical', 'alerts', 'owners'] },
  { ...usual, category: 'merchant-issue', steps: ['merchant-issues', 'operations', 'owners'] },
  { ...usual, category: 'user-escalation', steps: ['operations', 'owners'] },
]

/** The default route of a category. */
export function defaultRoute(category: NoticeCategory): Route {
  const route = defaultRoutes.find((shipped) => shipped.category === category)
  if (!route) throw new Error(`No route of ${category} is shipped.`)
  return route
}

/** A route as it is stored: without repeats until an admin of an upgraded store chooses. */
type StoredRoute = Omit<Route, 'category' | 'repeatMinutes'> & { repeatMinutes: number | null }

/** The route without its category. */
export function valuesOf(route: StoredRoute): Omit<Route, 'category'> {
  const { steps, copyTo, answerDays, answerResolved, repeatMinutes, repeatMost } = route
  return { steps, copyTo, answerDays, answerResolved, repeatMinutes: repeatMinutes ?? 0, repeatMost }
}

/** The routing table. A category without a row has the default route. */
export async function readRoutes(read: Reader): Promise<Routes> {
  const rows = await listRows(read, noticeCategories)
  const saved = new Map(rows.map((row) => [row.category, row]))
  return new Map(
    defaultRoutes.map((shipped) => {
      const { category } = shipped
      return [category, { category, ...valuesOf(saved.get(category) ?? shipped) }]
    }),
  )
}

const listRows = defineListQuery((read, categories) =>
  read
    .select()
    .from(routes)
    .where(inArray(routes.category, categories as NoticeCategory[])),
)

/** The categories whose routes decide whether anybody at an account can be reached. */
export const urgentCategories: readonly NoticeCategory[] = ['emergency', 'production-alert']

/** Whom the routes of these categories name in any step. */
function listUrgentTargets(all: readonly Route[]): RouteTarget[] {
  const urgent = all.filter(({ category }) => urgentCategories.includes(category))
  return [...new Set(urgent.flatMap(({ steps }) => steps))]
}

export const defaultTargets = listUrgentTargets(defaultRoutes)

export async function readUrgentTargets(read: Reader): Promise<RouteTarget[]> {
  return listUrgentTargets([...(await readRoutes(read)).values()])
}
