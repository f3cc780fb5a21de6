import type { AccountEnvironment } from '#/db/words/accounts.ts'
import { type NoticeCategory, noticeCategories, type Severity, severities } from '#/db/words/notices.ts'
import type { SourceDefaults } from './schema.ts'

/** The category of that name, or null: foreign formats skip one that is unknown (formats.md). */
export function findCategory(name: unknown): NoticeCategory | null {
  const wanted = typeof name === 'string' ? name.trim().toLowerCase() : ''
  return noticeCategories.find((category) => category === wanted) ?? null
}

/** The end of every foreign chain (formats.md): `emergency` by severity, else the source's default, else `production-alert`. */
export function categoryOfSeverity(severity: unknown, source: SourceDefaults): NoticeCategory {
  const said = typeof severity === 'string' ? severity.trim().toLowerCase() : ''
  if (said === 'critical' || said === 'page') return 'emergency'
  return defaultCategory(source)
}

export function defaultCategory(source: SourceDefaults): NoticeCategory {
  return source.defaultCategory ?? 'production-alert'
}

/** Environments named sandbox, staging, test or dev are Sandbox, all else Production (formats.md). */
export function parseEventEnvironment(name: unknown): AccountEnvironment {
  const said = typeof name === 'string' ? name.trim().toLowerCase() : ''
  return ['sandbox', 'staging', 'test', 'dev'].includes(said) ? 'sandbox' : 'production'
}

const severityWords: Record<string, Severity> = { page: 'critical', warn: 'warning', none: 'info' }

/** The severity that a label names, `error` where it names none of ours. */
export function parseSeverity(name: unknown): Severity {
  const said = typeof name === 'string' ? name.trim().toLowerCase() : ''
  const alias = Object.hasOwn(severityWords, said) ? severityWords[said] : undefined
  return severities.find((severity) => severity === said) ?? alias ?? 'error'
}
