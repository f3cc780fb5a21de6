import { getLocale, getTranslations } from 'next-intl/server'
import { describeCase, describeNotice } from '#/components/palette/found-items.ts'
import type { Reader } from '#/db/store/store.ts'
import type { AccountGrant } from '#/lib/accounts/access/grants.ts'
import { listAccountsOf } from '#/lib/accounts/account/load-account.ts'
import { matches } from '#/lib/admin/palette/match.ts'
import type { FoundGroup } from '#/lib/admin/palette/response.ts'
import { findOwnCases } from '#/lib/cases/find-cases.ts'
import { findOwnNotices } from '#/lib/notices/views/find-notices.ts'
import { messagesIn } from '#/lib/platform/i18n/messages.ts'
import { assertRate } from '#/lib/platform/limits/assert-rate.ts'
import { defineList, freeText } from '#/lib/platform/lists/define-list.ts'
import { findOwnPlaces } from './places.ts'

/** The page of a partner's search; each account has its own. */
export const ownSearch = defineList('', { text: { ...freeText(100), key: 'q' } })

const maxPerKind = 8

/**
 * What a member's search finds: the pages, notices and cases of the account, and their other accounts; without empty groups. A number is a
 * case's first. @throws AppError `too-many`
 */
export async function findOwnGroups(read: Reader, grant: AccountGrant, text: string): Promise<FoundGroup[]> {
  assertRate('member-searches', grant.actor.user.id)
  const t = await getTranslations('palette.groups')
  const { base } = grant
  const locale = await getLocale()
  const pages = findOwnPlaces(text, grant, locale).map(({ href, title }) => ({
    href,
    title: title(messagesIn(locale)),
    detail: '',
    mark: '',
  }))
  const notices = text ? await findOwnNotices(read, grant, text, maxPerKind) : []
  const cases = text ? await findOwnCases(read, grant, text, maxPerKind) : []
  const groups = {
    pages,
    accounts: await findOwnAccounts(read, grant, text),
    notices: await Promise.all(notices.map((one) => describeNotice(one, `${base}/notices`))),
    cases: await Promise.all(cases.map((one) => describeCase(one, `${base}/support`))),
  }
  const isNumber = /^#?\d+$/.test(text)
  const order = isNumber
    ? (['cases', 'notices', 'accounts', 'pages'] as const)
    : (['accounts', 'pages', 'notices', 'cases'] as const)
  return order
    .map((name) => ({ title: t(name), items: groups[name].slice(0, maxPerKind) }))
    .filter(({ items }) => items.length > 0)
}

/** The other accounts of the person; staff who view an account as the partner sees it have none there. */
async function findOwnAccounts(read: Reader, { actor, account, readOnly }: AccountGrant, text: string) {
  const own = readOnly ? [] : await listAccountsOf(read, actor.user.id)
  return own
    .filter(({ slug, name }) => slug !== account.slug && matches(text, [name, slug]))
    .map(({ slug, name }) => ({ href: `/accounts/${slug}`, title: name, detail: slug, mark: '' }))
}
