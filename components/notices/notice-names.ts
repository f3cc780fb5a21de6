import { getLocale, getTranslations } from 'next-intl/server'
import {
  type NoticeTopic,
  type NoticeTranslations,
  noticeCategories,
  type RouteTarget,
  routeTargets,
} from '#/db/words/notices.ts'
import { listFieldNames } from '#/lib/contacts/fields/field-names.ts'
import { inLanguage } from '#/lib/notices/notice/shown.ts'
import { cutAt } from '#/lib/platform/values/characters.ts'

/** The part of a notice that its name needs. */
export type NamedNotice = {
  topic: NoticeTopic | null
  summary: string
  translations?: NoticeTranslations | null
}

/** The name of a notice, in the reader's language if it has that. */
export async function nameNotice(notice: NamedNotice): Promise<string> {
  if (notice.topic) return (await getTranslations('mail.notice.topics'))(`${notice.topic}.summary`)
  return inLanguage(notice, await getLocale()).summary || (await getTranslations('notices'))('noSummary')
}

/** Like `nameNotice`, shortened for lists, because machines send long summaries. */
export async function nameBriefly(notice: NamedNotice): Promise<string> {
  return cutAt(await nameNotice(notice), 160)
}

/** The target of a route step: a field, or the owners. */
export async function namePurpose(purpose: RouteTarget): Promise<string> {
  if (purpose === 'owners') return (await getTranslations('notices.deliveries'))('owners')
  return (await listFieldNames([purpose]))[0] ?? purpose
}

export async function namePurposes(): Promise<Record<RouteTarget, string>> {
  const names = await Promise.all(routeTargets.map(namePurpose))
  return Object.fromEntries(routeTargets.map((target, index) => [target, names[index]])) as Record<
    RouteTarget,
    string
  >
}

export async function categoryChoices() {
  const t = await getTranslations('mail.categories')
  return noticeCategories.map((value) => ({ value, label: t(value) }))
}
