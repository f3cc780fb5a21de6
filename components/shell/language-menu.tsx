import { getLocale, getTranslations } from 'next-intl/server'
import { PlainForm } from '#/components/form/plain-form.tsx'
import { Menu, MenuButton } from '#/components/ui/menu.tsx'
import { locales } from '#/db/words/people.ts'
import { chooseLocaleAction } from '#/lib/identity/profile/locale-action.ts'

/** Chooses the language; we store it for the person, or in a cookie before sign-in. */
export async function LanguageMenu() {
  const t = await getTranslations('common')
  const current = await getLocale()
  return (
    <Menu label={t(`languages.${current}`)} icon="globe" align="end">
      <li>
        <PlainForm action={chooseLocaleAction}>
          {locales.map((locale) => (
            <MenuButton key={locale} name="locale" value={locale} current={locale === current} lang={locale}>
              {t(`languages.${locale}`)}
            </MenuButton>
          ))}
        </PlainForm>
      </li>
    </Menu>
  )
}
