import { getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { Icon } from '#/components/ui/icon.tsx'
import { Link } from '#/components/ui/link.tsx'
import { Menu, MenuButton, MenuLink } from '#/components/ui/menu.tsx'
import { SkipLink } from '#/components/ui/skip-link.tsx'
import type { Actor } from '#/lib/identity/sessions/queries.ts'
import { currentSettings } from '#/lib/platform/settings/current.ts'
import { Framed } from './frame.tsx'
import { LanguageMenu } from './language-menu.tsx'
import { titleAround } from './page.tsx'
import { ProgrammeName } from './programme-name.tsx'
import { SignOutForm } from './sign-out-form.tsx'

type PersonShellProps = { actor: Pick<Actor, 'user' | 'staffRole'>; children: ReactNode }

export async function PersonShell({ actor, children }: PersonShellProps) {
  const { programmeName } = await currentSettings()
  return (
    <div className="flex min-h-dvh flex-col">
      <PersonHeader actor={actor} />
      <main
        id="content"
        tabIndex={-1}
        className="mx-auto flex w-full max-w-3xl flex-1 flex-col gap-5 px-4 py-4 sm:gap-6 sm:py-8"
      >
        <Framed {...titleAround([programmeName])}>{children}</Framed>
      </main>
    </div>
  )
}

/** The top of a page that belongs to a person and to no account. */
export function PersonHeader({ actor }: Pick<PersonShellProps, 'actor'>) {
  return (
    <>
      <SkipLink />
      <header className="border-line border-b bg-surface print:hidden">
        <div className="flex min-h-14 flex-wrap items-center justify-between gap-x-4 gap-y-1 px-4 py-1.5 sm:px-6">
          <p>
            <ProgrammeName />
          </p>
          <div className="-ml-2 flex flex-wrap items-center gap-1">
            <HelpLink />
            <LanguageMenu iconic />
            <PersonMenu actor={actor} iconic />
          </div>
        </div>
      </header>
    </>
  )
}

type PersonMenuProps = { actor: Pick<Actor, 'user' | 'staffRole'>; iconic?: boolean }

export async function PersonMenu({ actor, iconic }: PersonMenuProps) {
  const t = await getTranslations('common')
  return (
    <Menu label={actor.user.name || actor.user.email} icon="person" iconic={iconic} align="end">
      <MenuLink href="/settings">{t('settings')}</MenuLink>
      <MenuLink href="/accounts">{t('accounts')}</MenuLink>
      {actor.staffRole ? <MenuLink href="/admin/accounts">{t('admin')}</MenuLink> : null}
      <li>
        <SignOutForm>
          <MenuButton>{t('signOut')}</MenuButton>
        </SignOutForm>
      </li>
    </Menu>
  )
}

export async function HelpLink() {
  const t = await getTranslations('common')
  return (
    <Link
      href="/help"
      className="flex min-h-8 items-center gap-1.5 rounded-box px-2 font-medium text-ink text-small no-underline hover:bg-sunken"
    >
      <Icon name="help" size="small" />
      <span className="max-lg:sr-only">{t('help')}</span>
    </Link>
  )
}
