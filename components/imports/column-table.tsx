import { getLocale, getTranslations } from 'next-intl/server'
import { Disclosure } from '#/components/ui/disclosure.tsx'
import { Table } from '#/components/ui/table.tsx'
import { longestName } from '#/db/words/accounts.ts'
import { importColumns, optionalColumns } from '#/db/words/imports.ts'
import type { IntegrationType } from '#/lib/accounts/account/load-account.ts'
import { nameType } from '#/lib/accounts/types/type-name.ts'
import { getFormatter } from '#/lib/platform/i18n/formatter.ts'

export async function ColumnTable({ types }: { types: readonly IntegrationType[] }) {
  const t = await getTranslations('imports.columns')
  const common = await getTranslations('common')
  const format = await getFormatter()
  const locale = await getLocale()
  const names = types.map((type) => `${type.id} (${nameType(type, locale)})`)
  return (
    <Disclosure summary={t('title')}>
      <div className="flex flex-col gap-3">
        <p className="max-w-measure">{t('lead')}</p>
        <Table
          caption={t('title')}
          rows={importColumns}
          rowKey={(column) => column}
          columns={[
            { header: t('column'), cell: (column) => <code className="whitespace-nowrap">{column}</code> },
            {
              header: t('holds'),
              wide: true,
              cell: (column) => (
                <>
                  {t(column, { max: longestName })}
                  {optionalColumns.includes(column) ? (
                    <span className="text-muted"> ({common('optional')})</span>
                  ) : null}
                </>
              ),
            },
          ]}
        />
        <p className="max-w-measure wrap-anywhere text-small">
          {t('types', { list: format.list(names, { type: 'unit' }) })}
        </p>
      </div>
    </Disclosure>
  )
}
