import type { Settings } from '#/lib/platform/settings/schema.ts'
import type { Keeping, RetentionPeriod } from '#/lib/privacy/personal-data/data-rule.ts'
import { type KeptName, ruledTables, ruleOf } from '#/lib/privacy/personal-data/data-rules.ts'
import type { TableName } from '#/lib/privacy/personal-data/tables.ts'

/** In the order of the page. */
const keptNames: readonly KeptName[] = [
  ...(['deliveries', 'notices', 'trials', 'events', 'digests', 'bounces', 'marks', 'sessions'] as const),
  ...(['signIns', 'accepted', 'announcements', 'unsent', 'drafts', 'invitations', 'imports'] as const),
  ...(['codes', 'failures', 'answers', 'accounts'] as const),
]

export type KeptRow = Keeping & { name: KeptName; table: TableName }

/** The rows with a limited life, with their tables. */
export const keptRows: readonly KeptRow[] = ruledTables
  .flatMap((table) =>
    Object.entries(ruleOf(table).kept ?? {}).map(([name, keeping]) => ({
      // `Object.entries` loses the type of the names.
      name: name as KeptName,
      table,
      ...keeping,
    })),
  )
  .sort((one, other) => keptNames.indexOf(one.name) - keptNames.indexOf(other.name))

export function daysKept(
  period: RetentionPeriod,
  settings: Pick<Settings, 'deliveryDays' | 'draftDays'>,
): number {
  return 'days' in period ? period.days : settings[period.setting]
}
