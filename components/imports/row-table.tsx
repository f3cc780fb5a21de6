import Link from 'next/link'
import { getLocale, getTranslations } from 'next-intl/server'
import { BreakableAddress } from '#/components/ui/breakable-address.tsx'
import { type Column, StackingTable } from '#/components/ui/table.tsx'
import type { ImportedAccount } from '#/db/words/imports.ts'

type ImportedAccountRow = {
  line: number
  account: ImportedAccount
  /** The short name of the account it has become, or is; null where that is gone. */
  slug: string | null
  uninvited: boolean
}

type RowTableProps = {
  caption: string
  /** `new`: there is no account yet. */
  state: 'new' | 'made' | 'known'
  rows: readonly ImportedAccountRow[]
  types: ReadonlyMap<string, { en: string; it: string }>
}

/** The rows of an import as accounts: those it would make, has made, or has found. */
export async function RowTable({ caption, state, rows, types }: RowTableProps) {
  const t = await getTranslations('imports.rows')
  const common = await getTranslations('common')
  const locale = await getLocale()
  const columns: Column<ImportedAccountRow>[] = [
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
    {
      header: t('type'),
      cell: ({ account }) => types.get(account.integrationTypeId)?.[locale] ?? account.integrationTypeId,
    },
    { header: t('language'), cell: ({ account }) => common(`languages.${account.defaultLocale}`) },
    {
      header: t('owner'),
      breakable: true,
      cell: ({ account, uninvited }) => (
        <>
          <BreakableAddress address={account.email} />
          {account.locale !== account.defaultLocale ? ` (${common(`languages.${account.locale}`)})` : null}
          {uninvited ? <span className="block text-attention">{t('uninvited')}</span> : null}
        </>
      ),
    },
  ]
  return <StackingTable caption={caption} rows={rows} rowKey={({ line }) => String(line)} columns={columns} />
}
