import { getTranslations } from 'next-intl/server'
import { ButtonLink } from '#/components/ui/button.tsx'
import { ButtonRow } from '#/components/ui/button-row.tsx'
import { Tabs } from '#/components/ui/tabs.tsx'
import type { ImportRowState } from '#/db/words/imports.ts'
import type { ListedRow, RowCounts } from '#/lib/changes/imports/queries.ts'
import { FaultTable } from './fault-table.tsx'
import { RowTable } from './row-table.tsx'

type ImportRowsProps = {
  /** The page's own address. */
  path: string
  /** Of a refused file there are faults alone. */
  isRefused: boolean
  counts: RowCounts
  shown: ImportRowState
  page: { rows: readonly ListedRow[]; next: number | null }
  isFirst: boolean
  types: ReadonlyMap<string, { en: string; it: string }>
}

const order: readonly ImportRowState[] = ['faulty', 'new', 'made', 'known']

/** The rows of an import in one state, page by page, and which others there are. */
export async function ImportRows({ path, isRefused, counts, shown, page, isFirst, types }: ImportRowsProps) {
  const t = await getTranslations('imports')
  const caption = isRefused ? t('refused.list') : t(`rows.${shown}`)
  const states = order.filter((state) => counts[state] > 0)
  if (states.length === 0) return null
  return (
    <section className="flex flex-col gap-4">
      {isRefused ? (
        <h2 className="text-large">{caption}</h2>
      ) : (
        <Tabs
          label={t('rows.label')}
          tabs={states.map((state) => ({
            href: `${path}?rows=${state}`,
            label: t(`rows.${state}`),
            current: state === shown,
            count: counts[state],
          }))}
        />
      )}
      {shown === 'faulty' ? (
        <FaultTable
          caption={caption}
          rows={page.rows.map(({ row }) => ({ line: row.line, faults: row.values.faults ?? [] }))}
        />
      ) : (
        <RowTable caption={caption} state={shown} types={types} rows={page.rows.flatMap(toAccountRow)} />
      )}
      {isFirst && page.next === null ? null : (
        <ButtonRow>
          {isFirst ? null : <ButtonLink href={`${path}?rows=${shown}`}>{t('rows.first')}</ButtonLink>}
          {page.next === null ? null : (
            <ButtonLink href={`${path}?rows=${shown}&after=${page.next}`}>{t('rows.next')}</ButtonLink>
          )}
        </ButtonRow>
      )}
    </section>
  )
}

function toAccountRow({ row, slug }: ListedRow) {
  const { account, uninvited = false } = row.values
  return account ? [{ line: row.line, account, slug, uninvited }] : []
}
