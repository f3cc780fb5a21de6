import Link from 'next/link'
import type { ComponentProps, ReactNode } from 'react'
import { Banner } from '#/components/ui/banner.tsx'
import { PageHeader } from '#/components/ui/page-header.tsx'
import { currentSettings } from '#/lib/platform/settings/current.ts'
import { ZoneNote } from './instant.tsx'

type PageProps = ComponentProps<typeof PageHeader> & {
  /** What the document is called, where the title on the page is more than words. */
  name?: string
  /** The page above this one: linked over the title. */
  parent?: { href: string; name: string } | undefined
  /** What the page belongs to, which the document's title names after it; the page above unless given. */
  of?: readonly string[] | undefined
  /** What stands above the header. */
  above?: ReactNode
  /** What has just been done, in words. */
  done?: ReactNode
  /** Shows times: names the zone they are in at its end. */
  zoned?: boolean
  children?: ReactNode
}

/** A page: the document's title, its header, what was just done, and what it shows. */
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

/** The document's title: the page first, then what it belongs to. React moves it into the head. */
export async function PageTitle({ parts }: { parts: string[] }) {
  const { programmeName } = await currentSettings()
  return <title>{[...parts, programmeName].filter(Boolean).join(' · ')}</title>
}
