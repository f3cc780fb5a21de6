import { getLocale, getTranslations } from 'next-intl/server'
import {
  type NoticeTopic,
  type NoticeTranslations,
  type RouteTarget,
  routeTargets,
} from '#/db/words/notices.ts'
import { inLanguage } from '#/lib/notices/notice/shown.ts'
import { cutAt } from '#/lib/platform/values/cut-text.ts'

/** What a notice is named by. */
export type NamedNotice = {
  topic: NoticeTopic | null
  summary: string
  translations?: NoticeTranslations | null
}

/** What a notice is called, in the reader's language where it has words in it, as its mails are. */
export async function nameNotice(notice: NamedNotice): Promise<string> {
  if (notice.topic) return (await getTranslations('mail.notice.topics'))(`${notice.topic}.summary`)
  return inLanguage(notice, await getLocale()).summary || (await getTranslations('notices'))('noSummary')
}

/** As `nameNotice`, for a list: what a machine calls a summary may be as long as a page. */
export async function nameBriefly(notice: NamedNotice): Promise<string> {
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
