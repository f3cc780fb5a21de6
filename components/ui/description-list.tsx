import type { ReactNode } from 'react'

export type Description = {
  /** Unique in the list. */
  term: string
  mark?: ReactNode | undefined
  description: ReactNode
  action?: ReactNode | undefined
}

/** An item that does not apply. */
type Missing = null | undefined | false | ''

/** Terms with their descriptions, on one line if they fit. */
export function DescriptionList({ items }: { items: readonly (Description | Missing)[] }) {
  return (
    <dl className="@container divide-y divide-line">
      {items
        .filter((item) => !!item)
        .map(({ term, mark, description, action }) => (
          <div
            key={term}
            className="grid gap-x-6 gap-y-0.5 py-3 first:pt-0 last:pb-0 @xl:grid-cols-[minmax(0,14rem)_minmax(0,1fr)]"
          >
            <dt className="flex flex-wrap content-start items-center gap-x-2 gap-y-1 text-muted">
              {term}
              {mark}
            </dt>
            <dd className="flex min-w-0 flex-wrap items-start justify-between gap-x-4 gap-y-1">
              <div className="min-w-0 grow">{description}</div>
              {action}
            </dd>
          </div>
        ))}
    </dl>
  )
}
