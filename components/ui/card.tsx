import type { ReactNode } from 'react'

type CardProps = {
  /** What a link leads to. */
  id?: string | undefined
  title?: ReactNode | undefined
  level?: 2 | 3 | undefined
  status?: ReactNode | undefined
  description?: ReactNode | undefined
  actions?: ReactNode | undefined
  footer?: ReactNode | undefined
  children?: ReactNode | undefined
}

export function Card({ id, title, level = 2, status, description, actions, footer, children }: CardProps) {
  const Heading = level === 2 ? 'h2' : 'h3'
  return (
    <section id={id} className="flex min-w-0 flex-col rounded-box border border-line bg-surface">
      <div className="flex flex-1 flex-col gap-4 p-4 sm:p-6">
        {title ? (
          <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2">
            <div className="min-w-0 max-w-measure">
              <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
                <Heading className="text-large">{title}</Heading>
                {status}
              </div>
              {description ? <div className="text-small text-muted">{description}</div> : null}
            </div>
            {actions ? <div className="flex flex-wrap gap-2">{actions}</div> : null}
          </div>
        ) : null}
        {children}
      </div>
      {footer ? (
        <div className="row-links border-line border-t px-4 py-3 text-small sm:px-6">{footer}</div>
      ) : null}
    </section>
  )
}

export type Description = {
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

/** The content of a page, with its facts beside it if there is room. */
export function FactsColumns({ facts, children }: { facts: ReactNode; children: ReactNode }) {
  return (
    <div className="@container">
      <div className="grid items-start gap-6 @4xl:grid-cols-[minmax(0,1fr)_18rem]">
        <div className="flex min-w-0 flex-col gap-6">{children}</div>
        {facts}
      </div>
    </div>
  )
}
