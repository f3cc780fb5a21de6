import { getLocale, getTranslations } from 'next-intl/server'
import { describeCase, describeNotice } from '#/components/palette/found-items.ts'
import type { Reader } from '#/db/store/store.ts'
import type { MatchedAccount } from '#/lib/accounts/search/best-matches.ts'
import { findPlaces, type PalettePlace } from '#/lib/admin/palette/places.ts'
import type { FoundGroup, FoundItem } from '#/lib/admin/palette/response.ts'
import { type AccountStep, maxPerKind, searchStore } from '#/lib/admin/palette/search.ts'
import type { StaffGrant } from '#/lib/identity/access/staff-grants.ts'
import { messagesIn } from '#/lib/platform/i18n/messages.ts'

/** What a search finds, in the reader's language, without empty groups. A number is a case's first. */
export async function findGroups(read: Reader, grant: StaffGrant, text: string): Promise<FoundGroup[]> {
  const t = await getTranslations('palette.groups')
  const found = await searchStore(read, grant, text)
  const places = findPlaces(text, grant.staffRole, await getLocale())
  const list = async (kind: PalettePlace['kind']) =>
    Promise.all(places.filter((place) => place.kind === kind).map(showPlace))
  const accounts = { title: t('accounts'), items: await Promise.all(found.accounts.map(showAccount)) }
  const steps = await Promise.all(found.steps.map(showStep))
  const actions = { title: t('actions'), items: [...steps, ...(await list('action'))] }
  const cases = {
    title: t('cases'),
    items: await Promise.all(found.cases.map((one) => describeCase(one, '/admin/cases', one.accountName))),
  }
  const notices = {
    title: t('notices'),
    items: await Promise.all(
      found.notices.map((one) => describeNotice(one, '/admin/notices', one.accountName ?? one.accountText)),
    ),
  }
  const pages = { title: t('pages'), items: await list('page') }
  const groups = /^#?\d+$/.test(text)
    ? [cases, accounts, actions, notices, pages]
    : [accounts, actions, cases, notices, pages]
  return groups
    .filter(({ items }) => items.length > 0)
    .map(({ title, items }) => ({ title, items: items.slice(0, maxPerKind) }))
}

async function showPlace({ href, title }: PalettePlace): Promise<FoundItem> {
  return { href, title: title(messagesIn(await getLocale())), detail: '', mark: '' }
}

async function showAccount({ account, address }: MatchedAccount): Promise<FoundItem> {
  const t = await getTranslations('palette')
  const detail = [account.slug, ...(address ? [address.text] : [])]
  const marks = [
    ...(account.closedAt === null ? [] : [t('closed')]),
    ...(address?.bounces ? [t('bouncing')] : []),
  ]
  return {
    href: `/admin/accounts/${account.slug}`,
    title: account.name,
    detail: detail.join(' · '),
    mark: marks.join(' · '),
  }
}

/** A step leads to the account's page, with the focus on the form's button: no fragment, with which browsers ignore `autofocus`. */
async function showStep({ action, account: { slug, name } }: AccountStep): Promise<FoundItem> {
  const t = await getTranslations('palette.steps')
  const hrefs = {
    nudge: `/admin/accounts/${slug}?focus=nudge`,
    drill: `/admin/accounts/${slug}?focus=drill`,
    notice: `/admin/notices/new?account=${slug}`,
    case: `/admin/accounts/${slug}/cases/new`,
  }
  return { href: hrefs[action], title: t(action, { account: name }), detail: '', mark: '' }
}
