import type { AccountEnvironment } from '#/db/words/accounts.ts'
import { type NoticeCategory, noticeCategories, type Severity, severities } from '#/db/words/notices.ts'
import type { SourceDefaults } from './schema.ts'

/** The category of that name, or null: foreign formats skip an unknown one (formats.md). */
export function findCategory(name: unknown): NoticeCategory | null {
  const wanted = typeof name === 'string' ? name.trim().toLowerCase() : ''
  return noticeCategories.find((category) => category === wanted) ?? null
}

/** The end of foreign chains (formats.md): `emergency` by severity, the source's default, `production-alert`. */
export function categoryOfSeverity(severity: unknown, source: SourceDefaults): NoticeCategory {
  const said = typeof severity === 'string' ? severity.trim().toLowerCase() : ''
  if (said === 'critical' || said === 'page') return 'emergency'
  return defaultCategory(source)
}

export function defaultCategory(source: SourceDefaults): NoticeCategory {
  return source.defaultCategory ?? 'production-alert'
}

/** Sandbox for environments named sandbox, staging, test or dev; otherwise Production (formats.md). */
export function parseEventEnvironment(name: unknown): AccountEnvironment {
  const said = typeof name === 'string' ? name.trim().toLowerCase() : ''
  return ['sandbox', 'staging', 'test', 'dev'].includes(said) ? 'sandbox' : 'production'
}

const severityWords: Record<string, Severity> = { page: 'critical', warn: 'warning', none: 'info' }

/** The severity of a label, `error` if unknown. */
export function parseSeverity(name: unknown): Severity {
  const said = typeof name === 'string' ? name.trim().toLowerCase() : ''
  const alias = Object.hasOwn(severityWords, said) ? severityWords[said] : undefined
  return severities.find((severity) => severity === said) ?? alias ?? 'error'
}
