import { getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { Icon } from '#/components/ui/icon.tsx'
import { Link } from '#/components/ui/link.tsx'
import { SkipLink } from '#/components/ui/skip-link.tsx'
import type { Actor } from '#/lib/identity/sessions/queries.ts'
import { LanguageMenu } from './language-menu.tsx'
import { PersonMenu } from './person-menu.tsx'
import { ProgrammeName } from './programme-name.tsx'

type PersonShellProps = {
  actor: Pick<Actor, 'user' | 'staffRole'>
  children: ReactNode
}

export async function PersonShell({ actor, children }: PersonShellProps) {
  const t = await getTranslations('common')
  return (
    <div className="flex min-h-dvh flex-col">
      <SkipLink>{t('skip')}</SkipLink>
      <header className="border-line border-b bg-surface print:hidden">
        <div className="flex min-h-14 flex-wrap items-center justify-between gap-x-4 gap-y-1 px-4 py-1.5 sm:px-6">
          <p>
            <ProgrammeName />
          </p>
          <div className="-ml-2 flex flex-wrap items-center gap-1">
            <Link
              href="/help"
              className="flex min-h-8 items-center gap-1.5 rounded-box px-2 font-medium text-ink text-small no-underline hover:bg-sunken"
            >
              <Icon name="help" size="small" />
              <span className="max-sm:sr-only">{t('help')}</span>
            </Link>
            <LanguageMenu iconic />
            <PersonMenu actor={actor} iconic />
          </div>
        </div>
      </header>
      <main
        id="content"
        tabIndex={-1}
        className="mx-auto flex w-full max-w-3xl flex-1 flex-col gap-5 px-4 py-4 sm:gap-6 sm:py-8"
      >
        {children}
      </main>
    </div>
  )
}
