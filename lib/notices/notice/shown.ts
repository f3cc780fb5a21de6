import type {
  EventFormat,
  NoticeKind,
  NoticeLink,
  NoticeOrigin,
  NoticeState,
  NoticeTopic,
  NoticeTranslations,
  Silence,
} from '#/db/words/notices.ts'
import type { Locale } from '#/db/words/people.ts'
import { locales } from '#/lib/platform/i18n/languages.ts'

/** The notice in a reader's language if it has that translation, otherwise in its own. */
export function inLanguage<Notice extends { translations?: NoticeTranslations | null }>(
  notice: Notice,
  locale: Locale,
): Notice {
  const { borrowed: _, ...words } = notice.translations?.[locale] ?? {}
  return { ...notice, ...words }
}

type NoticePart = 'summary' | 'details' | 'meaning' | 'remedy'

/**
 * The language of a notice's words for a reader, for the `lang` attribute; undefined if they are in the reader's own, or
 * nobody said in which.
 */
export function foreignLanguage(
  { topic, translations }: { topic: NoticeTopic | null; translations?: NoticeTranslations | null },
  reader: Locale,
  part: NoticePart = 'summary',
): Locale | undefined {
  if (topic || !translations) return undefined
  const isOfColumns = (locale: Locale) => translations[locale] && translations[locale].summary === undefined
  const shown = translations[reader] ? reader : locales.find(isOfColumns)
  const language = shown && (translations[shown]?.borrowed?.[part] ?? shown)
  return language === reader ? undefined : language
}

/** The languages of a notice's parts that are not in the reader's own. */
export function foreignLanguages(
  notice: Parameters<typeof foreignLanguage>[0],
  reader: Locale,
): { [part in NoticePart]?: Locale } {
  const parts = ['summary', 'details', 'meaning', 'remedy'] as const
  return Object.fromEntries(
    parts.flatMap((part) => {
      const language = foreignLanguage(notice, reader, part)
      return language ? [[part, language]] : []
    }),
  )
}

/** The reader of a notice. Staff get no advice to contact support: they are support. */
export type NoticeReader = 'partner' | 'staff'

/** The text under `mail.notice.topics` that says how to fix one of the portal's own notices. */
export function remedyKey(topic: NoticeTopic, reader: NoticeReader) {
  if (topic === 'integration-disabled' && reader === 'staff') return 'integration-disabled.remedy-staff'
  return `${topic}.remedy` as const
}

/** The text under `mail.notice.topics` that says what one of the portal's own notices means, and who sent it. */
export function meaningKey(topic: NoticeTopic, origin: NoticeOrigin) {
  if (topic === 'drill' && origin === 'member') return 'drill.meaning-member'
  return `${topic}.meaning` as const
}

/** Whether an answer is overdue. Tests and drills never are (notices.md). `at`: milliseconds UTC. */
export function isOverdue(notice: { kind: NoticeKind; dueAt: number | null }, at: number): boolean {
  return notice.kind === 'event' && notice.dueAt !== null && notice.dueAt <= at
}

type Waiting = {
  kind: NoticeKind
  state: NoticeState
  silence: Silence | null
  asksAnswer: boolean
  acknowledgedAt: number | null
  accountId: string | null
}

/**
 * Whether a member may acknowledge a notice in a list. A resolved emergency can still be acknowledged; whether a drill can
 * depends on whom it asked.
 */
export function canAcknowledge(notice: {
  kind: NoticeKind
  asksAnswer: boolean
  acknowledgedAt: number | null
  closedAt: number | null
  dueAt: number | null
}): boolean {
  const { kind, asksAnswer, acknowledgedAt, closedAt, dueAt } = notice
  return kind !== 'drill' && asksAnswer && acknowledgedAt === null && (closedAt === null || dueAt !== null)
}

/** Whether a notice was mailed and waits for its answer, so that staff can send it again. */
export function canRemind(notice: Waiting): boolean {
  const { kind, state, silence, asksAnswer, acknowledgedAt, accountId } = notice
  const isWaiting = state === 'open' && asksAnswer && acknowledgedAt === null
  return kind === 'event' && isWaiting && silence === null && accountId !== null
}

/**
 * Links of Alertmanager and Grafana alerts into our own systems, by field, with their texts. They name internal hosts
 * and queries, so only staff see them unless the source's settings allow partners (formats.md).
 */
export const internalLinkTexts = {
  generatorURL: 'Source',
  dashboardURL: 'Dashboard',
  panelURL: 'Panel',
  silenceURL: 'Silence',
} as const

const internalTexts: ReadonlySet<string> = new Set(Object.values(internalLinkTexts))

/** The links that partners may see. `allowed`: the settings of the source, null without one. */
export function linksForPartners(
  { links, format }: { links: readonly NoticeLink[]; format: EventFormat | null },
  allowed: boolean | null,
): NoticeLink[] {
  return links.filter(({ text }) => allowed || format !== 'alertmanager' || !internalTexts.has(text))
}
