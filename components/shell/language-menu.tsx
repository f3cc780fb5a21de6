import { getLocale } from 'next-intl/server'
import { PlainForm } from '#/components/form/plain-form.tsx'
import { Menu, MenuButton } from '#/components/ui/menu.tsx'
import { chooseLocaleAction } from '#/lib/identity/profile/actions.ts'
import { locales, ownName } from '#/lib/platform/i18n/languages.ts'

/** Chooses the language; we store it for the person, or in a cookie before sign-in. */
export async function LanguageMenu({ iconic }: { iconic?: boolean }) {
  const current = await getLocale()
  return (
    <Menu label={ownName(current)} icon="globe" iconic={iconic} align="end">
      <li>
        <PlainForm action={chooseLocaleAction}>
          {locales.map((locale) => (
            <MenuButton key={locale} name="locale" value={locale} current={locale === current} lang={locale}>
              {ownName(locale)}
            </MenuButton>
          ))}
        </PlainForm>
      </li>
    </Menu>
  )
}
