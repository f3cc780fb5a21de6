import type { ReactNode } from 'react'

type UsersSectionProps = {
  id?: string
  title: string
  count?: number
  description?: string
  children?: ReactNode
}

/** A part of the Users tab, under the dialog's or the page's h1. */
export function UsersSection({ id, title, count, description, children }: UsersSectionProps) {
  return (
    <section id={id} className="flex min-w-0 scroll-mt-24 flex-col gap-4">
      <div>
        <h2 className="text-title">
          {title} {count === undefined ? null : <span className="font-normal text-muted">{count}</span>}
        </h2>
        {description ? <p className="mt-1 max-w-measure text-muted">{description}</p> : null}
      </div>
      {children}
    </section>
  )
}
