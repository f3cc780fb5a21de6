import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import { Instant, ZoneNote } from '#/components/shell/instant.tsx'
import { ButtonLink, ButtonRow } from '#/components/ui/button.tsx'
import { StackingTable } from '#/components/ui/table.tsx'
import type { CaseCategory, CaseStatus } from '#/db/words/cases.ts'
import { CaseStatusBadges } from './case-status.tsx'

type ListedCase = {
  id: string
  number: number
  subject: string
  category: CaseCategory
  status: CaseStatus
  updatedAt: number
}

type CaseTableProps = {
  /** A case has the path `<base>/<number>`. */
  base: string
  /** Path of the list, if it differs from `base`. */
  list?: string | undefined
  cases: readonly ListedCase[]
  /** Cursor of the next page, and whether this is the first page. */
  next: { status: CaseStatus; number: number } | null
  first: boolean
}

/** One page of an account's cases. */
export async function CaseTable({ base, list = base, cases, next, first }: CaseTableProps) {
  const t = await getTranslations('cases')
  return (
    <div className="flex flex-col gap-3">
      <StackingTable
        caption={t('list')}
        rows={cases}
        rowKey={({ id }) => id}
        columns={[
          {
            header: t('columns.subject'),
            rowHeader: true,
            breakable: true,
            wide: true,
            cell: ({ number, subject }) => <Link href={`${base}/${number}`}>{subject}</Link>,
          },
          {
            header: t('columns.status'),
            cell: ({ status, category }) => <CaseStatusBadges status={status} category={category} />,
          },
          { header: t('columns.category'), cell: ({ category }) => t(`categories.${category}`) },
          { header: t('columns.updated'), cell: ({ updatedAt }) => <Instant at={updatedAt} /> },
          { header: t('columns.number'), align: 'end', cell: ({ number }) => number },
        ]}
      />
      <div className="flex flex-wrap items-center justify-between gap-3">
        <ZoneNote />
        <ButtonRow>
          {first ? null : (
            <ButtonLink size="small" href={list}>
              {t('newest')}
            </ButtonLink>
          )}
          {next ? (
            <ButtonLink size="small" href={`${list}?after=${next.status}.${next.number}`}>
              {t('older')}
            </ButtonLink>
          ) : null}
        </ButtonRow>
      </div>
    </div>
  )
}
