import type { ReactNode } from 'react'

type PageHeaderProps = {
  title: ReactNode
  /** A line above the title: where one is, or a way back. */
  context?: ReactNode | undefined
  /** A badge beside the title. */
  status?: ReactNode | undefined
  description?: ReactNode | undefined
  actions?: ReactNode | undefined
  /** 2 inside a dialog, whose own title is the page's h1. */
  level?: 1 | 2
}

/** The head of a page: its one h1, what it is for, and what one may do. */
export function PageHeader({ title, context, status, description, actions, level = 1 }: PageHeaderProps) {
  return (
    <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-4">
      <div className="min-w-0 max-w-measure">
        {context ? <div className="mb-1 text-small text-muted">{context}</div> : null}
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
          {level === 1 ? <h1 className="text-display">{title}</h1> : <h2 className="text-title">{title}</h2>}
          {status}
        </div>
        {description ? <div className="mt-1 text-muted">{description}</div> : null}
      </div>
      {actions ? <div className="flex flex-wrap gap-2">{actions}</div> : null}
    </div>
  )
}
