import type { ReactNode } from 'react'

type UsersSectionProps = { title: string; description?: string; children?: ReactNode }

/** A part of the Users tab: under the dialog's or the page's own h1. */
export function UsersSection({ title, description, children }: UsersSectionProps) {
  return (
    <section className="flex min-w-0 flex-col gap-4">
      <div>
        <h2 className="text-title">{title}</h2>
        {description ? <p className="mt-1 max-w-measure text-muted">{description}</p> : null}
      </div>
      {children}
    </section>
  )
}
