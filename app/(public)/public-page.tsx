import type { ReactNode } from 'react'
import { definePage, type PageQuery, type PageRequest } from '#/app/define-page.tsx'
import { LanguageMenu } from '#/components/shell/language-menu.tsx'
import { Page } from '#/components/shell/page.tsx'
import { ProgrammeName } from '#/components/shell/programme-name.tsx'
import { PublicFooter } from '#/components/shell/public-footer.tsx'
import { ButtonLink } from '#/components/ui/button.tsx'
import { SkipLink } from '#/components/ui/skip-link.tsx'
import type { Reader } from '#/db/store/store.ts'
import { anybody } from '#/lib/identity/access/require-staff.ts'
import { safeNextPath } from '#/lib/identity/sessions/policy.ts'
import { openLink } from '#/lib/platform/limits/guesses.ts'
import { MailHelp } from './sign-in/mail-help.tsx'

type Render<Request> = (request: Request) => Promise<ReactNode>

export function publicPage<Route extends string>(route: Route, render: Render<PageRequest<Route, unknown>>) {
  return definePage(route, anybody, async (request) => <PublicShell>{await render(request)}</PublicShell>)
}

/** The frame of public pages: programme name, language, and a narrow column. */
function PublicShell({ children }: { children: ReactNode }) {
  return (
    <div className="mx-auto flex min-h-dvh w-full max-w-lg flex-col px-4">
      <SkipLink />
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

type LinkRoute =
  `/${'acknowledge' | 'confirm' | 'endpoint' | 'invitations' | 'review' | 'sign-in/link'}/[token]`
type OpenedLink<Found> = { found: Found | null; token: string; read: Reader; query: PageQuery }

/**
 * Defines the page of a mailed link: its subject with one question, or why there is none. Mail scanners open links and
 * run scripts, so opening changes nothing; a button does. We count links that lead nowhere.
 */
export function linkPage<Found>(
  route: LinkRoute,
  find: (read: Reader, token: string) => Promise<Found | null>,
  render: Render<OpenedLink<Found>>,
) {
  return publicPage(route, async ({ read, params: { token }, query }) =>
    render({ found: await openLink(find(read, token)), token, read, query }),
  )
}

/** The destination after signing in; null if it is not one of our pages. */
export function nextPathOf({ next }: PageQuery): string | null {
  return safeNextPath(typeof next === 'string' ? next : null)
}

/** For a truncated, forged or deleted link. */
export function UnknownLink({ title, text, portal }: { title: string; text: string; portal: string }) {
  return (
    <Page title={title} description={text}>
      <p>
        <ButtonLink href="/accounts">{portal}</ButtonLink>
      </p>
      <MailHelp />
    </Page>
  )
}
