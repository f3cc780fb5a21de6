import { getLocale, getTranslations } from 'next-intl/server'
import { ListTabs, Pager } from '#/components/shell/paged-list.tsx'
import { BreakableAddress } from '#/components/ui/breakable-address.tsx'
import { Link } from '#/components/ui/link.tsx'
import { type Column, StackingTable } from '#/components/ui/table.tsx'

import type { ImportRowState } from '#/db/words/imports.ts'
import type { IntegrationType } from '#/lib/accounts/account/load-account.ts'
import { nameType } from '#/lib/accounts/types/type-name.ts'
import { formatFault } from '#/lib/changes/imports/file-fault.ts'
import { importRowList } from '#/lib/changes/imports/lists.ts'
import type { ListedRow, RowCounts } from '#/lib/changes/imports/queries.ts'
import { ownName } from '#/lib/platform/i18n/languages.ts'

type ImportRowsProps = {
  path: string
  /** A refused file has only faults. */
  isRefused: boolean
  counts: RowCounts
  shown: ImportRowState
  page: { rows: readonly ListedRow[]; next: number | null }
  after: number | null
  types: readonly IntegrationType[]
}

const order: readonly ImportRowState[] = ['faulty', 'new', 'made', 'known']

/** Lists the rows of an import in one state, page by page, with links to the other states. */
export async function ImportRows({ path, isRefused, counts, shown, page, after, types }: ImportRowsProps) {
  const t = await getTranslations('imports')
  const caption = isRefused ? t('refused.list') : t(`rows.${shown}`)
  const states = order.filter((state) => counts[state] > 0)
  if (states.length === 0) return null
  const list = { list: importRowList, view: { rows: shown }, path }
  return (
    <section className="flex flex-col gap-4">
      {isRefused ? (
        <h2 className="text-large">{caption}</h2>
      ) : (
        <ListTabs
          {...list}
          name="rows"
          values={states}
          label={t('rows.label')}
          text={(state) => t(`rows.${state}`)}
          count={(state) => counts[state]}
        />
      )}
      {shown === 'faulty' ? (
        <FaultTable caption={caption} rows={page.rows} types={types} />
      ) : (
        <RowTable caption={caption} state={shown} types={types} rows={page.rows} />
      )}
      <Pager {...list} after={after} next={page.next} />
    </section>
  )
}

type RowTableProps = {
  caption: string
  /** `new`: the account does not exist yet. */
  state: 'new' | 'made' | 'known'
  rows: readonly ListedRow[]
  types: readonly IntegrationType[]
}

/** Lists an import's rows as accounts: to create, created, or existing. */
async function RowTable({ caption, state, rows, types }: RowTableProps) {
  const t = await getTranslations('imports.rows')
  const locale = await getLocale()
  const nameOf = (id: string) => {
    const type = types.find((one) => one.id === id)
    return type ? nameType(type, locale) : id
  }
  const accounts = rows.flatMap(({ row: { line, values }, slug }) => {
    const { account, uninvited } = values
    return account ? [{ line, account, slug, uninvited }] : []
  })
  const columns: Column<(typeof accounts)[number]>[] = [
    { header: t('line'), align: 'end', cell: ({ line }) => line },
    {
      header: t('account'),
      rowHeader: true,
      breakable: true,
      cell: ({ account, slug }) =>
        slug ? <Link href={`/admin/accounts/${slug}`}>{account.name}</Link> : account.name,
    },
    {
      header: t('slug'),
      breakable: true,
      cell: ({ account, slug }) =>
        slug || state === 'new' ? (slug ?? account.slug) : `${account.slug} (${t('gone')})`,
    },
    { header: t('type'), cell: ({ account }) => nameOf(account.integrationTypeId) },
    { header: t('language'), cell: ({ account }) => ownName(account.defaultLocale) },
    {
      header: t('owner'),
      breakable: true,
      cell: ({ account, uninvited }) => (
        <>
          <BreakableAddress address={account.email} />
          {account.locale !== account.defaultLocale ? ` (${ownName(account.locale)})` : null}
          {uninvited ? <span className="block text-attention">{t('uninvited')}</span> : null}
        </>
      ),
    },
  ]
  return (
    <StackingTable caption={caption} rows={accounts} rowKey={({ line }) => String(line)} columns={columns} />
  )
}

type FaultTableProps = Pick<RowTableProps, 'rows' | 'types'> & { caption: string }

async function FaultTable({ caption, rows, types }: FaultTableProps) {
  const locale = await getLocale()
  const imports = await getTranslations('imports')
  const contacts = await getTranslations('contacts')
  const t = await getTranslations('imports.faultColumns')
  const words = { imports, contacts, types: types.map((type) => nameType(type, locale)) }
  const faults = rows.flatMap(({ row: { line, values } }) =>
    (values.faults ?? []).map((fault) => ({ line, fault, reason: formatFault(words, fault) })),
  )
  return (
    <StackingTable
      caption={caption}
      rows={faults}
      rowKey={({ line, fault }) => `${line} ${fault.column} ${fault.code} ${fault.value}`}
      columns={[
        { header: t('line'), align: 'end', cell: ({ line }) => line || '–' },
        {
          header: t('column'),
          cell: ({ line, fault }) =>
            fault.column ? (
              <code className="whitespace-nowrap">{fault.column}</code>
            ) : (
              <span className="text-muted">{t(line ? 'wholeRow' : 'wholeFile')}</span>
            ),
        },
        {
          header: t('value'),
          breakable: true,
          cell: ({ fault }) => <bdi className="whitespace-pre-wrap">{fault.value}</bdi>,
        },
        { header: t('reason'), rowHeader: true, wide: true, cell: ({ reason }) => reason },
      ]}
    />
  )
}
