import Link from 'next/link'
import type { ReactNode } from 'react'
import { Icon } from '#/components/ui/icon.tsx'

/** The address that sorts a table by a column, and the order it is in now. */
export type ColumnSort = { href: string; now: 'ascending' | 'descending' | null }

type ColumnHeaderProps = {
  header: ReactNode
  headerHidden?: boolean | undefined
  sort?: ColumnSort | undefined
  className: string
}

/** The head of a column; a link where the table can be sorted by it, with an arrow where it is. */
export function ColumnHeader({ header, headerHidden, sort, className }: ColumnHeaderProps) {
  return (
    <th scope="col" aria-sort={sort?.now ?? undefined} className={`${className} py-2 font-medium`}>
      {sort ? (
        <Link href={sort.href} prefetch={false} className="inline-flex min-h-6 items-center gap-1 text-muted">
          {header}
          {sort.now ? (
            <span className={sort.now === 'ascending' ? 'flex rotate-180' : 'flex'}>
              <Icon name="chevron-down" size="small" />
            </span>
          ) : null}
        </Link>
      ) : headerHidden ? (
        <span className="sr-only">{header}</span>
      ) : (
        header
      )}
    </th>
  )
}
