import Link from 'next/link'
import type { ComponentProps, ReactNode } from 'react'
import { Banner } from '#/components/ui/banner.tsx'
import { PageHeader } from '#/components/ui/page-header.tsx'
import { currentSettings } from '#/lib/platform/settings/current.ts'
import { ZoneNote } from './instant.tsx'

type PageProps = ComponentProps<typeof PageHeader> & {
  /** The document's title, if `title` is not plain text. */
  name?: string
  /** The page above, linked over the title. */
  parent?: { href: string; name: string } | undefined
  /** The document title's second part; the page above by default. */
  of?: readonly string[] | undefined
  above?: ReactNode
  /** The result of the last command, in words. */
  done?: ReactNode
  /** The page shows times, so it names their zone at the end. */
  zoned?: boolean
  children?: ReactNode
}

/** A page: document title, header, result of the last command, and content. */
export function Page({ name, parent, of, above, done, zoned, children, ...header }: PageProps) {
  const belongsTo = of ?? (parent ? [parent.name] : [])
  const context = parent ? <Link href={parent.href}>{parent.name}</Link> : header.context
  return (
    <>
      <PageTitle parts={[name ?? String(header.title), ...belongsTo]} />
      {above}
      <PageHeader {...header} context={context} />
      {done ? <Banner meaning="good" role="status" title={done} /> : null}
      {children}
      {zoned ? <ZoneNote /> : null}
    </>
  )
}

/** The document's title, page first. React moves it into the head. */
export async function PageTitle({ parts }: { parts: string[] }) {
  const { programmeName } = await currentSettings()
  return <title>{[...parts, programmeName].filter(Boolean).join(' · ')}</title>
}
