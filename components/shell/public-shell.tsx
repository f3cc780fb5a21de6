import { getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { SkipLink } from '#/components/ui/skip-link.tsx'
import { LanguageMenu } from './language-menu.tsx'
import { ProgrammeName } from './programme-name.tsx'
import { PublicFooter } from './public-footer.tsx'

/** The frame of public pages: programme name, language, and a narrow column. */
export async function PublicShell({ children }: { children: ReactNode }) {
  const t = await getTranslations('common')
  return (
    <div className="mx-auto flex min-h-dvh w-full max-w-xl flex-col px-4">
      <SkipLink>{t('skip')}</SkipLink>
      <header className="flex min-h-14 items-center justify-between gap-4">
        <p>
          <ProgrammeName />
        </p>
        <LanguageMenu />
      </header>
      <main id="content" tabIndex={-1} className="flex flex-col gap-5 py-4 sm:gap-6 sm:py-12">
        {children}
      </main>
      <PublicFooter />
    </div>
  )
}
