import { getTranslations } from 'next-intl/server'
import { NavigationLink } from '#/components/shell/navigation-link.tsx'
import { Icon } from '#/components/ui/icon.tsx'

/** The rooms of the staff, with what waits in each. */
export async function AdminNavigation({ openCases }: { openCases: number }) {
  const t = await getTranslations('admin.navigation')
  return (
    <ul className="flex flex-col gap-0.5">
      <li>
        <NavigationLink href="/admin/accounts">
          <Icon name="people" />
          {t('accounts')}
        </NavigationLink>
      </li>
      <li>
        <NavigationLink href="/admin/cases">
          <Icon name="speech" />
          {t('cases')}
          {openCases > 0 ? (
            <span className="ml-auto rounded-full bg-sunken px-2 text-muted text-small tabular-nums">
              {t('open', { count: openCases })}
            </span>
          ) : null}
        </NavigationLink>
      </li>
    </ul>
  )
}
