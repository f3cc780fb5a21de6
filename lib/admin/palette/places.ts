import type { Locale, StaffRole } from '#/db/words/people.ts'
import { locales } from '#/lib/platform/i18n/languages.ts'
import { type Messages, messagesIn } from '#/lib/platform/i18n/messages.ts'
import { matches } from './match.ts'

/** Other words that people may type for a place, in each language. */
type Words = Messages['palette']['words']

/** A page, or something to do, that staff find by its name. `needs`: the role that the page demands. */
export type PalettePlace = {
  id: keyof Words
  kind: 'page' | 'action'
  href: string
  needs: StaffRole
  title: (texts: Messages) => string
}

const page = { kind: 'page', needs: 'support' } as const
const adminPage = { kind: 'page', needs: 'admin' } as const
const action = { kind: 'action', needs: 'support' } as const
const adminAction = { kind: 'action', needs: 'admin' } as const

const setting = (
  id: 'types' | 'deadlines' | 'routing' | 'endpoints' | 'staff' | 'sources' | 'retention',
) => ({
  id,
  href: `/admin/settings/${id}`,
  title: ({ adminSettings }: Messages) => adminSettings[id].title,
})

/** The page of the programme's numbers is called Programme too. */
const nameIdentity = ({ adminSettings: { title, programme } }: Messages) => `${title}: ${programme.title}`

/** The pages and actions that need no account, the most used first. */
export const palettePlaces: readonly PalettePlace[] = [
  { id: 'accounts', ...page, href: '/admin/accounts', title: (t) => t.admin.navigation.accounts },
  { id: 'notices', ...page, href: '/admin/notices', title: (t) => t.admin.navigation.notices },
  { id: 'cases', ...page, href: '/admin/cases', title: (t) => t.admin.navigation.cases },
  { id: 'unreachable', ...page, href: '/admin/unreachable', title: (t) => t.unreachable.title },
  { id: 'reviews', ...page, href: '/admin/reviews', title: (t) => t.adminAccount.reviews.title },
  { id: 'programme', ...page, href: '/admin/programme', title: (t) => t.admin.navigation.programme },
  { id: 'drills', ...page, href: '/admin/drills', title: (t) => t.drills.title },
  { id: 'announcements', ...page, href: '/admin/announcements', title: (t) => t.announcements.title },
  { id: 'bulk', ...page, href: '/admin/bulk', title: (t) => t.bulk.title },
  { id: 'audit', ...page, href: '/admin/audit', title: (t) => t.admin.navigation.audit },
  { id: 'incomplete', ...page, href: '/admin/accounts?complete=no', title: (t) => t.palette.incomplete },
  { id: 'deliveries', ...page, href: '/admin/notices/deliveries', title: (t) => t.adminNotices.failing },
  { id: 'settings', ...page, href: '/admin/settings', title: (t) => t.adminSettings.title },
  { id: 'identity', ...page, href: '/admin/settings/programme', title: nameIdentity },
  { ...page, ...setting('types') },
  { ...page, ...setting('deadlines') },
  { ...page, ...setting('routing') },
  { ...page, ...setting('endpoints') },
  { ...page, ...setting('staff') },
  { ...adminPage, ...setting('sources') },
  { ...adminPage, ...setting('retention') },
  {
    id: 'personal',
    ...adminPage,
    href: '/admin/settings/personal-data',
    title: (t) => t.adminSettings.personal.title,
  },
  { id: 'api', ...page, href: '/docs/api', title: (t) => t.adminSettings.api.title },
  { id: 'own', ...page, href: '/settings', title: (t) => t.common.settings },
  { id: 'keys', ...page, href: '/admin/search/keys', title: (t) => t.palette.keys.title },
  { id: 'guide', ...page, href: '/help', title: (t) => t.help.title },
  { id: 'newNotice', ...action, href: '/admin/notices/new', title: (t) => t.adminNotices.send },
  { id: 'newAnnouncement', ...action, href: '/admin/announcements/new', title: (t) => t.announcements.new },
  { id: 'newDrill', ...action, href: '/admin/drills/new', title: (t) => t.drills.new },
  { id: 'newAccount', ...adminAction, href: '/admin/accounts/new', title: (t) => t.admin.accounts.new },
  { id: 'import', ...adminAction, href: '/admin/accounts/import', title: (t) => t.imports.title },
  { id: 'newSource', ...adminAction, href: '/admin/settings/sources/new', title: (t) => t.sources.new.title },
  {
    id: 'newType',
    ...adminAction,
    href: '/admin/settings/types/new',
    title: (t) => t.adminSettings.types.new.title,
  },
]

/**
 * The places that staff with this role find by words of a title or of its other names, in any language. Those whose title
 * in the reader's language begins so come first.
 */
export function findPlaces(typed: string, role: StaffRole, locale: Locale): PalettePlace[] {
  const all = locales.map(messagesIn)
  const found = palettePlaces.filter(
    ({ id, needs, title }) =>
      (needs === 'support' || role === 'admin') &&
      matches(
        typed,
        all.flatMap((texts) => [title(texts), texts.palette.words[id]]),
      ),
  )
  const begins = ({ title }: PalettePlace) => matches(typed, [title(messagesIn(locale))])
  return [...found.filter(begins), ...found.filter((place) => !begins(place))]
}
