import Link from 'next/link'
import type { ReactNode } from 'react'
import { type ListedNotice, NoticeTable } from './notice-table.tsx'

type NoticeSectionProps = {
  title: string
  lead?: string | undefined
  /** Said where there is none; without it the section is left out. */
  none?: string | undefined
  base: string
  notices: readonly ListedNotice[]
  at: number
  /** The way to those that are not shown here. */
  more?: { href: string; label: string } | null | undefined
  children?: ReactNode | undefined
}

/** Some of an account's notices under a heading of their own. */
export function NoticeSection({ title, lead, none, base, notices, at, more, children }: NoticeSectionProps) {
  if (notices.length === 0 && !none) return null
  return (
    <section className="flex min-w-0 flex-col gap-3">
      <div>
        <h2 className="text-title">{title}</h2>
        {lead ? <p className="mt-1 max-w-measure text-muted">{lead}</p> : null}
      </div>
      {notices.length > 0 ? (
        <NoticeTable caption={title} base={base} notices={notices} at={at} />
      ) : (
        <p className="text-muted">{none}</p>
      )}
      {more ? (
        <p>
          <Link href={more.href}>{more.label}</Link>
        </p>
      ) : null}
      {children}
    </section>
  )
}
