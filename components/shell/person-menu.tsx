import { getTranslations } from 'next-intl/server'
import { SignOutForm } from '#/components/shell/sign-out-form.tsx'
import { Menu, MenuButton, MenuLink } from '#/components/ui/menu.tsx'
import type { Actor } from '#/lib/identity/sessions/queries.ts'

type PersonMenuProps = {
  actor: Pick<Actor, 'user' | 'staffRole'>
  signOut: (form: FormData) => Promise<void>
}

/** What a person may do for themselves, from every page. */
export async function PersonMenu({ actor, signOut }: PersonMenuProps) {
  const t = await getTranslations('common')
  return (
    <Menu label={actor.user.name || actor.user.email} icon="person" align="end">
      <MenuLink href="/settings">{t('settings')}</MenuLink>
      <MenuLink href="/accounts">{t('accounts')}</MenuLink>
      {actor.staffRole ? <MenuLink href="/admin/accounts">{t('admin')}</MenuLink> : null}
      <li>
        <SignOutForm action={signOut}>
          <MenuButton>{t('signOut')}</MenuButton>
        </SignOutForm>
      </li>
    </Menu>
  )
}
