import { getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { Link } from '#/components/ui/link.tsx'
import { SkipLink } from '#/components/ui/skip-link.tsx'
import { LanguageMenu } from './language-menu.tsx'
import { ProgrammeName } from './programme-name.tsx'
import { PublicFooter } from './public-footer.tsx'

type ReadingShellProps = { back: { href: string; label: string }; children: ReactNode }

/** The wider frame of public pages to read, with a way back. */
export async function ReadingShell({ back, children }: ReadingShellProps) {
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
        {children}
      </main>
      <div className="mx-auto w-full max-w-5xl px-4 sm:px-6">
        <PublicFooter />
      </div>
    </>
  )
}
