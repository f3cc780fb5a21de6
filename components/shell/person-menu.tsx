import { getTranslations } from 'next-intl/server'
import { Menu, MenuButton, MenuLink } from '#/components/ui/menu.tsx'
import type { Actor } from '#/lib/identity/sessions/queries.ts'
import { SignOutForm } from './sign-out-form.tsx'

type PersonMenuProps = { actor: Pick<Actor, 'user' | 'staffRole'>; iconic?: boolean }

export async function PersonMenu({ actor, iconic }: PersonMenuProps) {
  const t = await getTranslations('common')
  return (
    <Menu label={actor.user.name || actor.user.email} icon="person" iconic={iconic} align="end">
      <MenuLink href="/settings">{t('settings')}</MenuLink>
      <MenuLink href="/accounts">{t('accounts')}</MenuLink>
      {actor.staffRole ? <MenuLink href="/admin/accounts">{t('admin')}</MenuLink> : null}
      <li>
        <SignOutForm>
          <MenuButton>{t('signOut')}</MenuButton>
        </SignOutForm>
      </li>
    </Menu>
  )
}
