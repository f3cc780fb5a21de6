import type { AccountEnvironment } from '#/db/words/accounts.ts'
import {
  defaultSandboxNames,
  type NoticeCategory,
  noticeCategories,
  type Severity,
  severities,
} from '#/db/words/notices.ts'
import type { SourceDefaults } from './schema.ts'

/** The category of that name, or null: foreign formats skip an unknown one (formats.md). */
export function findCategory(name: unknown): NoticeCategory | null {
  const wanted = toName(name)
  return noticeCategories.find((category) => category === wanted) ?? null
}

/** The fallback for foreign formats (formats.md): `emergency` by severity, the source's default, `production-alert`. */
export function categoryOfSeverity(severity: unknown, source: SourceDefaults): NoticeCategory {
  const said = toName(severity)
  if (said === 'critical' || said === 'page') return 'emergency'
  return defaultCategory(source)
}

export function defaultCategory(source: SourceDefaults): NoticeCategory {
  return source.defaultCategory ?? 'production-alert'
}

/** The names of an environment that are Production and never Sandbox. */
export const productionNames: readonly string[] = ['production', 'prod']

/** Sandbox for the source's names of it; otherwise Production (formats.md). */
export function parseEventEnvironment(name: unknown, source: SourceDefaults): AccountEnvironment {
  return (source.sandboxNames ?? defaultSandboxNames).includes(toName(name)) ? 'sandbox' : 'production'
}

/** Normalises a name for comparison: ignores case and surrounding spaces. Empty if not a string. */
export function toName(name: unknown): string {
  return typeof name === 'string' ? name.trim().toLowerCase() : ''
}

const severityWords: Record<string, Severity> = { page: 'critical', warn: 'warning', none: 'info' }

/** The severity of a label, `error` if unknown. */
export function parseSeverity(name: unknown): Severity {
  const said = toName(name)
  const alias = Object.hasOwn(severityWords, said) ? severityWords[said] : undefined
  return severities.find((severity) => severity === said) ?? alias ?? 'error'
}
