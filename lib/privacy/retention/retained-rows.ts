import { messagesIn } from '#/lib/platform/i18n/messages.ts'
import type { Settings } from '#/lib/platform/settings/schema.ts'
import type { RetentionPeriod, RetentionRule } from '#/lib/privacy/personal-data/data-rule.ts'
import { type RetainedName, ruledTables, ruleOf } from '#/lib/privacy/personal-data/data-rules.ts'
import type { TableName } from '#/lib/privacy/personal-data/tables.ts'

/** In the order of the page: that of its messages. */
const keptNames = Object.keys(messagesIn('en').closing.retention.what)

export type RetainedRow = RetentionRule & { name: RetainedName; table: TableName }

/** The rows with a limited life, with their tables. */
export const retainedRows: readonly RetainedRow[] = ruledTables
  .flatMap((table) =>
    Object.entries(ruleOf(table).kept ?? {}).map(([name, keeping]) => ({
      // `Object.entries` loses the type of the names.
      name: name as RetainedName,
      table,
      ...keeping,
    })),
  )
  .sort((one, other) => keptNames.indexOf(one.name) - keptNames.indexOf(other.name))

export function retentionDays(
  period: RetentionPeriod,
  settings: Pick<Settings, 'deliveryDays' | 'draftDays'>,
) {
  return 'days' in period ? period.days : settings[period.setting]
}
