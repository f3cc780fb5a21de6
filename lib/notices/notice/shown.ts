import type { EventFormat } from '#/db/words/events.ts'
import type { Locale } from '#/db/words/locale.ts'
import type { NoticeKind, NoticeTopic, NoticeTranslations } from '#/db/words/notices.ts'
import type { EventLink } from '#/lib/notices/parsing/schema.ts'

/** The notice with its words in a reader's language, where it has them; else those of its columns. */
export function inLanguage<Notice extends { translations?: NoticeTranslations | null }>(
  notice: Notice,
  locale: Locale,
): Notice {
  return { ...notice, ...notice.translations?.[locale] }
}

/** Who reads what a notice says. Staff are not told to write to support: they are support. */
export type NoticeReader = 'partner' | 'staff'

/** Which text under `mail.notice.topics` says how to fix what one of the portal's own notices is about. */
export function remedyKey(topic: NoticeTopic, reader: NoticeReader) {
  if (topic === 'integration-disabled' && reader === 'staff') return 'integration-disabled.remedy-staff'
  return `${topic}.remedy` as const
}

/** Whether an answer was due and nobody gave one. Tests and drills never are overdue (notices.md). `at`: milliseconds UTC. */
export function isOverdue(notice: { kind: NoticeKind; dueAt: number | null }, at: number): boolean {
  return notice.kind === 'event' && notice.dueAt !== null && notice.dueAt <= at
}

/**
 * The links of Alertmanager's and Grafana's alerts that lead into our own systems, by their field, with what each is called. They
 * name internal hosts and queries, so they are for staff alone, unless the source's settings allow them to partners (formats.md).
 */
export const internalLinkTexts = {
  generatorURL: 'Source',
  dashboardURL: 'Dashboard',
  panelURL: 'Panel',
  silenceURL: 'Silence',
} as const

const internalTexts: ReadonlySet<string> = new Set(Object.values(internalLinkTexts))

/** The links of a notice that partners may see. `allowed`: the settings of its source; null without one. */
export function linksForPartners(
  { links, format }: { links: readonly EventLink[]; format: EventFormat | null },
  allowed: boolean | null,
): EventLink[] {
  return links.filter(({ text }) => allowed || format !== 'alertmanager' || !internalTexts.has(text))
}
