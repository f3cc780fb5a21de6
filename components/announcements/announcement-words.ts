import { getLocale, getTranslations } from 'next-intl/server'
import type { AccountFilters } from '#/lib/accounts/account-filter.ts'
import { accountFlags } from '#/lib/accounts/account-filter.ts'
import type { AnnouncementTexts } from '#/lib/announcements/schema.ts'
import { cutAt } from '#/lib/events/text.ts'
import type { Locale } from '#/lib/locale.ts'

/** What an announcement is called: its summary in the reader's language, else in the other. */
export async function nameAnnouncement(texts: AnnouncementTexts): Promise<string> {
  const text = texts[await getLocale()] ?? Object.values(texts)[0]
  return text ? cutAt(text.summary, 160) : (await getTranslations('announcements'))('unnamed')
}

/** The language whose words name an announcement, for whoever listens. */
export async function languageOfName(texts: AnnouncementTexts): Promise<Locale> {
  const reader = await getLocale()
  return texts[reader] ? reader : reader === 'en' ? 'it' : 'en'
}

/** An integration type, with its name in each language. */
export type NamedType = { id: string; nameEn: string; nameIt: string }

/** The integration types by their names in the reader's language. */
export async function nameTypes(types: readonly NamedType[]): Promise<{ id: string; name: string }[]> {
  const locale = await getLocale()
  return types.map(({ id, nameEn, nameIt }) => ({ id, name: locale === 'it' ? nameIt : nameEn }))
}

/** The filters of an audience in words, one for each; none where it is all accounts. */
export async function sayAudience(
  filters: AccountFilters,
  types: readonly NamedType[],
  programme: string,
): Promise<string[]> {
  const t = await getTranslations('announcements.filters')
  const states = await getTranslations('common.states')
  const fields = await getTranslations('contacts.fields')
  const { search, type, state, complete, missing, reach } = filters
  const typeNames = new Map((await nameTypes(types)).map(({ id, name }) => [id, name]))
  const said: [name: string, value: string | undefined][] = [
    [t('q'), search],
    [t('type'), type && (typeNames.get(type) ?? type)],
    [t('state'), state && states(state)],
    [t('complete'), complete === undefined ? undefined : t(complete ? 'completeYes' : 'completeNo')],
    [t('missing'), missing && fields(`${missing}.name`, { programme })],
    [t('reach'), reach && t(`reachValues.${reach}`)],
    ...accountFlags.map((flag): [string, string | undefined] => [
      t('flags'),
      filters[flag] && t(`flag.${flag}`),
    ]),
  ]
  return said.flatMap(([name, value]) => (value ? [t('said', { name, value })] : []))
}
