import { getTranslations } from 'next-intl/server'
import type { ComponentProps, ReactNode } from 'react'
import { Banner } from '#/components/ui/banner.tsx'
import { Link } from '#/components/ui/link.tsx'
import { PageHeader } from '#/components/ui/page-header.tsx'
import { findQuestion, isFormAnswered, isFormRefused } from '#/lib/platform/lists/refused-form.ts'
import { currentSettings } from '#/lib/platform/settings/current.ts'
import { ZoneNote } from './instant.tsx'

type PageProps = ComponentProps<typeof PageHeader> & {
  /** The document's title, if `title` is not plain text. */
  name?: string
  parent?: { href: string; name: string } | undefined
  /** The document title's second part; the page above by default. */
  of?: readonly string[] | undefined
  above?: ReactNode
  /** How many notices wait, for the document's title; `999+` for more than a page counts. */
  waiting?: number | string | undefined
  done?: ReactNode
  /** The page shows times, so it names their zone at the end. */
  zoned?: boolean
  children?: ReactNode
}

/** A page: document title, header, result of the last command, and content. */
export async function Page(props: PageProps) {
  const { name, parent, of, above, waiting, done, zoned, asks, children, ...header } = props
  const belongsTo = of ?? (parent ? [parent.name] : [])
  const context = parent ? <Link href={parent.href}>{parent.name}</Link> : header.context
  return (
    <>
      <PageTitle parts={[name ?? String(header.title), ...belongsTo]} waiting={waiting} />
      {above}
      {/* A refused form's errors take the focus instead. */}
      <PageHeader {...header} context={context} asks={asks && !(await isFormRefused())} />
      {done ? <Banner meaning="good" role="status" title={done} focused={!(await isFormAnswered())} /> : null}
      {children}
      {zoned ? <ZoneNote /> : null}
    </>
  )
}

/** The document title: the number of waiting notices, the page's title, then its account. */
export function titleAround(of: readonly string[], waiting: number | string = 0) {
  return { before: waiting ? `(${waiting}) ` : '', after: of.map((part) => ` · ${part}`).join('') }
}

type PageTitleProps = { parts: string[]; waiting?: number | string | undefined }

/**
 * The document's title, page first, with the number of notices that wait before it: a tab shows its beginning. Before all comes
 * "Error:" after a refused form, or what the form asks. React moves it into the head.
 */
export async function PageTitle({ parts, waiting }: PageTitleProps) {
  const { programmeName } = await currentSettings()
  const [first = '', ...of] = [...parts, programmeName].filter(Boolean)
  const { before, after } = titleAround(of, waiting)
  const page = `${before}${first}${after}`
  const title = [await findQuestion(), page].filter(Boolean).join(' · ')
  if (!(await isFormRefused())) return <title>{title}</title>
  const t = await getTranslations('common')
  return <title>{`${t('errorTitle')} ${title}`}</title>
}
