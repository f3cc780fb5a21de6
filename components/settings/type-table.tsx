import Link from 'next/link'
import { getLocale, getTranslations } from 'next-intl/server'
import { type Column, StackingTable } from '#/components/ui/table.tsx'
import type { ListedType } from '#/lib/accounts/types/queries.ts'
import { nameType } from '#/lib/accounts/types/type-name.ts'
import { getFormatter } from '#/lib/platform/i18n/formatter.ts'

type TypeTableProps = {
  types: readonly ListedType[]
  /** Where each can be changed, null for those who may not. */
  base: string | null
}

/** The integration types, in the order of lists. */
export async function TypeTable({ types, base }: TypeTableProps) {
  const t = await getTranslations('adminSettings.types')
  const format = await getFormatter()
  const locale = await getLocale()
  const columns: Column<ListedType>[] = [
    {
      header: t('columns.name'),
      rowHeader: true,
      wide: true,
      cell: (type) => <span dir="auto">{nameType(type, locale)}</span>,
    },
    { header: t('columns.rule'), cell: (type) => t(`rules.${type.merchantIssues}`) },
    { header: t('columns.accounts'), align: 'end', cell: (type) => format.number(type.accounts) },
  ]
  if (base) {
    columns.push({
      header: t('columns.change'),
      headerHidden: true,
      cell: (type) => (
        <Link
          href={`${base}/${type.id}`}
          aria-label={t('columns.changeNamed', { name: nameType(type, locale) })}
          className="inline-flex min-h-6 items-center"
        >
          {t('columns.change')}
        </Link>
      ),
    })
  }
  return <StackingTable caption={t('list')} rows={types} rowKey={({ id }) => id} columns={columns} />
}
