import Link from 'next/link'
import type { ReactNode } from 'react'
import { PageHeader } from '#/components/ui/page-header.tsx'

/** `gate`: inside the modal, whose title is the page's h1. */
export type CasePlace = 'gate' | 'open'

type CaseHeaderProps = {
  place: CasePlace
  title: ReactNode
  back?: { href: string; label: string } | undefined
  status?: ReactNode | undefined
  description?: ReactNode | undefined
  actions?: ReactNode | undefined
}

/** The head of a support page, at the gate and behind it. */
export function CaseHeader({ place, back, title, status, description, actions }: CaseHeaderProps) {
  const context = back ? <Link href={back.href}>{back.label}</Link> : undefined
  if (place === 'open') return <PageHeader {...{ title, context, status, description, actions }} />
  return (
    <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-4">
      <div className="min-w-0 max-w-measure">
        {context ? <div className="mb-1 text-small">{context}</div> : null}
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <h2 className="text-title">{title}</h2>
          {status}
        </div>
        {description ? <div className="mt-1 text-muted">{description}</div> : null}
      </div>
      {actions ? <div className="flex flex-wrap gap-2">{actions}</div> : null}
    </div>
  )
}
