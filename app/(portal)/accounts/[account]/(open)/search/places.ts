import type { Locale } from '#/db/words/people.ts'
import { type AccountGrant, roleCovers } from '#/lib/accounts/access/grants.ts'
import { matches } from '#/lib/admin/palette/match.ts'
import { partnerNotices } from '#/lib/notices/views/lists.ts'
import { locales } from '#/lib/platform/i18n/languages.ts'
import { type Messages, messagesIn } from '#/lib/platform/i18n/messages.ts'

type Reader = Pick<AccountGrant, 'base' | 'role'>

type Place = {
  /** Its other words, in each language. */
  id: keyof Messages['palette']['own']['words']
  href: string
  title: (texts: Messages) => string
}

function listPlaces({ base, role }: Reader): Place[] {
  const test: Place = { id: 'test', href: `${base}/notices/test`, title: (t) => t.notices.page.test }
  const newEndpoint: Place = {
    id: 'newEndpoint',
    href: `${base}/configuration/endpoints/new`,
    title: (t) => t.endpoints.new.title,
  }
  const drill: Place = { id: 'drill', href: `${base}#drill`, title: (t) => t.drills.own.action }
  return [
    { id: 'overview', href: base, title: (t) => t.overview.navigation.overview },
    { id: 'notices', href: `${base}/notices`, title: (t) => t.overview.navigation.notices },
    { id: 'support', href: `${base}/support`, title: (t) => t.overview.navigation.support },
    {
      id: 'contactInformation',
      href: `${base}/configuration/contact-information`,
      title: (t) => t.overview.navigation.contactInformation,
    },
    { id: 'endpoints', href: `${base}/configuration/endpoints`, title: (t) => t.endpoints.list.title },
    ...(roleCovers(role, 'editor') ? [newEndpoint] : []),
    { id: 'users', href: `${base}/configuration/users`, title: (t) => t.overview.navigation.users },
    { id: 'reach', href: `${base}/notices/reach`, title: (t) => t.notices.page.reach },
    ...(roleCovers(role, 'editor') ? [test] : []),
    ...(roleCovers(role, 'owner') ? [drill] : []),
    {
      id: 'drills',
      href: `${base}${partnerNotices.href({ kind: 'exercise' }, null, '/notices')}`,
      title: (t) => t.notices.filter.kinds.exercise,
    },
    { id: 'newCase', href: `${base}/support/new`, title: (t) => t.cases.contact },
    { id: 'accounts', href: '/accounts', title: (t) => t.invitations.accounts.title },
    { id: 'settings', href: '/settings', title: (t) => t.common.settings },
    { id: 'guide', href: '/help', title: (t) => t.help.title },
  ]
}

/**
 * The pages that a member finds by words of a title or of its other names, in any language. Those whose title in the reader's language
 * begins so come first.
 */
export function findOwnPlaces(typed: string, reader: Reader, locale: Locale): Place[] {
  const all = locales.map(messagesIn)
  const found = listPlaces(reader).filter(({ id, title }) =>
    matches(
      typed,
      all.flatMap((texts) => [title(texts), texts.palette.own.words[id]]),
    ),
  )
  const begins = ({ title }: Place) => matches(typed, [title(messagesIn(locale))])
  return [...found.filter(begins), ...found.filter((place) => !begins(place))]
}
