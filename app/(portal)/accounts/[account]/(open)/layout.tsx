import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import { signOutFormAction } from '#/app/(public)/sign-in/sign-out.ts'
import { defineLayout } from '#/app/define-page.tsx'
import { LanguageMenu } from '#/components/language-menu.tsx'
import { AccountMenu } from '#/components/shell/account-menu.tsx'
import { AccountNavigation } from '#/components/shell/account-navigation.tsx'
import { DueBanner } from '#/components/shell/due-banner.tsx'
import { EnvironmentSwitch } from '#/components/shell/environment-switch.tsx'
import { PersonMenu } from '#/components/shell/person-menu.tsx'
import { Icon } from '#/components/ui/icon.tsx'
import { SkipLink } from '#/components/ui/skip-link.tsx'
import { currentEnvironment } from '#/lib/access/environment.ts'
import { requireMember } from '#/lib/access/require.ts'
import { listAccountsOf } from '#/lib/accounts/queries.ts'
import { touchMembership } from '#/lib/members/commands.ts'
import { countNotices } from '#/lib/notices/queries.ts'
import { currentSettings } from '#/lib/settings/current.ts'
import { getStore } from '#/lib/store.ts'

/** The shell of an open account. It guards nothing: each page below demands its own right. */
export default defineLayout(async ({ params, children }: LayoutProps<'/accounts/[account]'>) => {
  const grant = await requireMember((await params).account)
  // While locked each page redirects to the gate; its own layout must then not show the account's name or ways.
  if (grant.locked) return children
  const store = await getStore()
  await touchMembership(store, grant)
  const { account, actor } = grant
  const t = await getTranslations('common')
  const environment = await currentEnvironment()
  const others = (await listAccountsOf(store.read, actor.user.id)).filter(({ slug }) => slug !== account.slug)
  const { programmeName } = await currentSettings()
  const sandbox = environment === 'sandbox'
  const notices = await countNotices(store.read, grant, environment)
  return (
    <div className="flex min-h-dvh flex-col">
      <SkipLink>{t('skip')}</SkipLink>
      <header
        className={`z-30 border-line border-b md:sticky md:top-0 print:hidden ${sandbox ? 'bg-attention-soft' : 'bg-surface'}`}
      >
        <div className="flex min-h-14 flex-wrap items-center gap-x-4 gap-y-1 px-4 py-1.5 sm:px-6">
          <span className="text-muted text-small max-md:hidden">{programmeName}</span>
          <AccountMenu current={account} others={others} />
          <EnvironmentSwitch current={environment} path={`/accounts/${account.slug}`} />
          <div className="ml-auto flex flex-wrap items-center gap-1">
            <Link
              href="/help"
              className="flex min-h-8 items-center gap-1.5 rounded-box px-2 font-medium text-ink text-small no-underline hover:bg-sunken"
            >
              <Icon name="help" size="small" />
              {t('help')}
            </Link>
            <LanguageMenu />
            <PersonMenu actor={actor} signOut={signOutFormAction} />
          </div>
        </div>
        {sandbox ? (
          <p className="border-attention-line border-t px-4 py-1 text-attention text-small sm:px-6">
            {t('environment.sandboxNote')}
          </p>
        ) : null}
      </header>
      <div className="mx-auto flex w-full max-w-7xl flex-1 flex-col md:flex-row">
        <nav
          aria-label={account.name}
          className="w-60 shrink-0 border-line border-r px-3 py-6 max-md:hidden print:hidden"
        >
          <div className="sticky top-20">
            <AccountNavigation slug={account.slug} notices={notices} />
          </div>
        </nav>
        <details className="border-line border-b md:hidden print:hidden">
          <summary className="flex min-h-11 list-none items-center gap-2 px-4 font-medium [&::-webkit-details-marker]:hidden">
            <Icon name="menu" />
            {t('menu')}
          </summary>
          <nav aria-label={account.name} className="px-2 pb-4">
            <AccountNavigation slug={account.slug} notices={notices} />
          </nav>
        </details>
        <main id="content" className="flex min-w-0 flex-1 flex-col gap-6 px-4 py-6 sm:px-8 sm:py-8">
          <DueBanner grant={grant} />
          {children}
        </main>
      </div>
    </div>
  )
})
