import { getTranslations } from 'next-intl/server'
import type { ComponentProps, ReactNode } from 'react'
import { Link } from '#/components/ui/link.tsx'
import { PageContents } from '#/components/ui/page-contents.tsx'
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
export async function ReadingShell({ back, title, lead, contents, children }: ReadingShellProps) {
  const t = await getTranslations('common')
  return (
    <>
      <SkipLink>{t('skip')}</SkipLink>
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
        <div className="grid gap-x-12 gap-y-8 lg:grid-cols-[15rem_minmax(0,1fr)]">
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
