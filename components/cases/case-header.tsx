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
export function CaseHeader({ place, back, ...head }: CaseHeaderProps) {
  const context = back ? <Link href={back.href}>{back.label}</Link> : undefined
  return <PageHeader {...head} context={context} level={place === 'open' ? 1 : 2} />
}
