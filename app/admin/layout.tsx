import { getTranslations } from 'next-intl/server'
import { defineLayout } from '#/app/define-page.tsx'
import { AdminNavigation, WaitingCounts } from '#/components/admin/admin-navigation.tsx'
import { listKeyTexts, listSearchTexts } from '#/components/palette/palette-texts.ts'
import { SearchButton } from '#/components/palette/search-button.tsx'
import { Framed } from '#/components/shell/frame.tsx'
import { LanguageMenu } from '#/components/shell/language-menu.tsx'
import { OfferZone } from '#/components/shell/offer-zone.tsx'
import { titleAround } from '#/components/shell/page.tsx'
import { PersonMenu } from '#/components/shell/person-shell.tsx'
import { PrintHead } from '#/components/shell/print-head.tsx'
import { ProgrammeName } from '#/components/shell/programme-name.tsx'
import { Badge } from '#/components/ui/badge.tsx'
import { Icon } from '#/components/ui/icon.tsx'
import { Link } from '#/components/ui/link.tsx'
import { SkipLink } from '#/components/ui/skip-link.tsx'
import { env } from '#/env.ts'
import { countUnreachable, maxUnreachable } from '#/lib/admin/unreachable/queries.ts'
import { countOpenCases } from '#/lib/cases/queue.ts'
import { countReviews } from '#/lib/changes/review/queries.ts'
import { requireStaff } from '#/lib/identity/access/require-staff.ts'
import { maxWaiting } from '#/lib/notices/views/staff-queries.ts'
import { currentSettings } from '#/lib/platform/settings/current.ts'
import { getStore } from '#/lib/platform/store/store.ts'
import { countForFrame } from './waiting.ts'

/** The frame of staff pages. It guards nothing: each page below demands its own right. */
export default defineLayout(async ({ children }: LayoutProps<'/admin'>) => {
  const grant = await requireStaff()
  const t = await getTranslations('common')
  const admin = await getTranslations('admin')
  const { programmeName } = await currentSettings()
  const { read } = await getStore()
  const waiting = {
    reviews: await countReviews(read, grant),
    openCases: await countOpenCases(read, grant),
    notices: await countForFrame(),
    unreachable: { count: await countUnreachable(read, grant, null), most: maxUnreachable },
    maxShownCount: maxWaiting,
  }
  return (
    <div className="flex min-h-dvh flex-col">
      <SkipLink />
      <header className="sticky top-0 z-30 border-line border-b bg-surface print:hidden">
        <div className="flex min-h-14 flex-wrap items-center justify-between gap-x-4 gap-y-1 px-4 py-1.5 sm:px-6">
          <span className="flex flex-wrap items-center gap-2">
            <Link href="/admin/accounts" className="font-semibold text-ink no-underline">
              <ProgrammeName />
            </Link>
            <Badge>{admin('staff')}</Badge>
          </span>
          <div className="-ml-2 flex flex-wrap items-center gap-1">
            <SearchButton path="/admin/search" texts={await listSearchTexts()} keys={await listKeyTexts()} />
            <LanguageMenu iconic />
            <PersonMenu actor={grant.actor} iconic />
          </div>
        </div>
      </header>
      <PrintHead of={[admin('staff')]} address={env.APP_URL} />
      <div className="mx-auto flex w-full max-w-[120rem] flex-1 flex-col md:flex-row">
        <nav
          aria-label={admin('staff')}
          className="w-60 shrink-0 border-line border-r px-3 py-6 max-md:hidden print:hidden"
        >
          <div className="sticky top-20">
            <AdminNavigation {...waiting} />
          </div>
        </nav>
        <details className="border-line border-b md:hidden print:hidden">
          <summary className="flex min-h-11 list-none items-center gap-2 px-4 font-medium [&::-webkit-details-marker]:hidden">
            <Icon name="menu" />
            {t('menu')}
            <WaitingCounts {...waiting} />
          </summary>
          <nav aria-label={admin('staff')} className="px-2 pb-4">
            <AdminNavigation {...waiting} />
          </nav>
        </details>
        <main
          id="content"
          tabIndex={-1}
          // Lists use all the room of a wide window; what is read stays as narrow as elsewhere.
          className="flex min-w-0 max-w-[81rem] flex-1 flex-col gap-6 px-4 py-6 has-[[data-list]]:max-w-none sm:px-8 sm:py-8"
        >
          <Framed {...titleAround([admin('staff'), programmeName])}>{children}</Framed>
          <OfferZone stored={grant.actor.user.timeZone} />
        </main>
      </div>
    </div>
  )
})
