import { getTranslations } from 'next-intl/server'
import { cutAt } from '#/lib/events/text.ts'
import { type NoticeTopic, type RouteTarget, routeTargets } from '#/lib/notices/schema.ts'

/** What a notice is called: what the portal itself reports is worded in the reader's language, as its mails are. */
export async function nameNotice(notice: { topic: NoticeTopic | null; summary: string }): Promise<string> {
  if (notice.topic) return (await getTranslations('mail.notice.topics'))(`${notice.topic}.summary`)
  return notice.summary || (await getTranslations('notices'))('noSummary')
}

/** As `nameNotice`, for a list: what a machine calls a summary may be as long as a page. */
export async function nameBriefly(notice: { topic: NoticeTopic | null; summary: string }): Promise<string> {
  return cutAt(await nameNotice(notice), 160)
}

/** Whom a step of a route names: a field, or the owners. */
export async function namePurpose(purpose: RouteTarget, programme: string): Promise<string> {
  if (purpose === 'owners') return (await getTranslations('notices.deliveries'))('owners')
  return (await getTranslations('contacts.fields'))(`${purpose}.name`, { programme })
}

/** The names of all that a step can name. */
export async function namePurposes(programme: string): Promise<Record<RouteTarget, string>> {
  const names = await Promise.all(routeTargets.map((target) => namePurpose(target, programme)))
  return Object.fromEntries(routeTargets.map((target, index) => [target, names[index]])) as Record<
    RouteTarget,
    string
  >
}
