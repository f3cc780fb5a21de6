import type { ReactNode } from 'react'
import { FocusedBox } from '#/components/ui/focused-box.tsx'

type PageHeaderProps = {
  title: ReactNode
  /** A line above the title: the location, or a way back. */
  context?: ReactNode | undefined
  status?: ReactNode | undefined
  description?: ReactNode | undefined
  actions?: ReactNode | undefined
  /** 2 inside a dialog, because its title is the page's h1. */
  level?: 1 | 2
  /** The title is a question that another page's button led to, so it takes the focus. */
  asks?: boolean | undefined
}

/** The header of a page: its only h1, its purpose, and its actions. */
export function PageHeader(props: PageHeaderProps) {
  const { title, context, status, description, actions, level = 1, asks } = props
  const Heading = level === 1 ? 'h1' : 'h2'
  const look = level === 1 ? 'text-title sm:text-display' : 'text-title'
  return (
    <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3 sm:gap-y-4">
      <div className={`min-w-0 max-w-measure flex-1 ${description ? 'basis-md' : 'basis-64'}`}>
        {context ? <div className="row-links mb-1 text-small text-muted">{context}</div> : null}
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
          {asks ? (
            <FocusedBox as={Heading} className={look}>
              {title}
            </FocusedBox>
          ) : (
            <Heading className={look}>{title}</Heading>
          )}
          {status}
        </div>
        {description ? <div className="mt-1 text-muted max-sm:text-small">{description}</div> : null}
      </div>
      {actions ? <div className="flex flex-wrap gap-2">{actions}</div> : null}
    </div>
  )
}
