import { getTranslations } from 'next-intl/server'
import { type RouteTarget, routeTargets } from './schema.ts'

/** What each group of people is called in the reader's language; some names carry the programme's. */
export async function readTargetNames(programme: string): Promise<Record<RouteTarget, string>> {
  const t = await getTranslations('contacts.fields')
  const routing = await getTranslations('routing')
  const nameOf = (target: RouteTarget) =>
    target === 'owners' ? routing('owners') : t(`${target}.name`, { programme })
  return Object.fromEntries(routeTargets.map((target) => [target, nameOf(target)])) as Record<
    RouteTarget,
    string
  >
}
