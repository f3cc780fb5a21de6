import type { ComponentProps, ReactNode } from 'react'
import { Link } from '#/components/ui/link.tsx'
import { PageHeader } from '#/components/ui/page-header.tsx'
import { SkipLink } from '#/components/ui/skip-link.tsx'
import { LanguageMenu } from './language-menu.tsx'
import { PageTitle } from './page.tsx'
import { ProgrammeName } from './programme-name.tsx'
import { PublicFooter } from './public-footer.tsx'

type ReadingShellProps = {
  back: { href: string; label: string }
  title: string
  lead: string
  contents: ComponentProps<typeof PageContents>
  children: ReactNode
}

/** A public page to read: the wider frame with a way back, the title, and the contents beside the text. */
export function ReadingShell({ back, title, lead, contents, children }: ReadingShellProps) {
  return (
    <>
      <SkipLink />
      <header className="border-line border-b bg-surface print:hidden">
        <div className="mx-auto flex min-h-14 w-full max-w-5xl flex-wrap items-center justify-between gap-x-4 gap-y-1 px-4 py-1.5 sm:px-6">
          <p>
            <ProgrammeName />
          </p>
          <div className="flex flex-wrap items-center gap-x-4 gap-y-1">
            <Link href={back.href} className="inline-flex min-h-8 items-center text-small">
              {back.label}
            </Link>
            <LanguageMenu />
          </div>
        </div>
      </header>
      <main id="content" tabIndex={-1} className="mx-auto w-full max-w-5xl px-4 py-8 sm:px-6 sm:py-12">
        <PageTitle parts={[title]} />
        <div className="grid gap-x-8 gap-y-8 lg:grid-cols-[15rem_minmax(0,1fr)]">
          <div className="lg:col-start-2">
            <PageHeader title={title} description={lead} />
          </div>
          <div className="lg:row-span-2 lg:row-start-1">
            <PageContents {...contents} />
          </div>
          {children}
        </div>
      </main>
      <div className="mx-auto w-full max-w-5xl px-4 sm:px-6">
        <PublicFooter />
      </div>
    </>
  )
}

type ContentsItem = { id: string; label: string; lang?: string | undefined; items?: readonly ContentsItem[] }

/** The contents of a long page; it stays beside the text if there is room. */
function PageContents({ title, items }: { title: string; items: readonly ContentsItem[] }) {
  return (
    <nav
      aria-labelledby="contents"
      className="rounded-box border border-line bg-surface p-4 lg:sticky lg:top-8 lg:max-h-[calc(100dvh-4rem)] lg:overflow-y-auto lg:border-0 lg:bg-transparent lg:p-0 print:hidden"
    >
      <h2 id="contents" className="font-semibold text-muted text-small">
        {title}
      </h2>
      <ContentsList items={items} />
    </nav>
  )
}

function ContentsList({ items, inner = false }: { items: readonly ContentsItem[]; inner?: boolean }) {
  return (
    <ul className={inner ? 'mb-2 border-line border-l pl-2 lg:ml-3' : 'mt-2 lg:-ml-3'}>
      {items.map(({ id, label, lang, items: within }) => (
        <li key={id}>
          <a
            href={`#${id}`}
            lang={lang}
            className={`flex min-h-8 items-center rounded-box py-1 no-underline hover:underline lg:px-3 lg:hover:bg-sunken ${inner ? 'text-small' : 'min-h-9'}`}
          >
            {label}
          </a>
          {within ? <ContentsList items={within} inner /> : null}
        </li>
      ))}
    </ul>
  )
}
