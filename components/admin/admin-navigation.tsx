import { getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { NavigationLink } from '#/components/shell/navigation-link.tsx'
import { Icon } from '#/components/ui/icon.tsx'

type AdminNavigationProps = {
  reviews: number
  openCases: number
  notices: { overdue: number; unroutable: number }
}

/** The rooms of the staff, with what waits in each. */
export async function AdminNavigation({ reviews, openCases, notices }: AdminNavigationProps) {
  const t = await getTranslations('admin.navigation')
  const account = await getTranslations('adminAccount.reviews')
  const announcements = await getTranslations('announcements')
  const audit = await getTranslations('audit')
  const settings = await getTranslations('adminSettings')
  const programme = await getTranslations('programme')
  return (
    <ul className="flex flex-col gap-0.5">
      <li>
        <NavigationLink href="/admin/accounts">
          <Icon name="people" />
          {t('accounts')}
        </NavigationLink>
      </li>
      <li>
        <NavigationLink href="/admin/reviews">
          <Icon name="good" />
          <Named name={account('title')}>
            {reviews > 0 ? <Count>{account('waiting', { count: reviews })}</Count> : null}
          </Named>
        </NavigationLink>
      </li>
      <li>
        <NavigationLink href="/admin/programme">
          <Icon name="chart" />
          {programme('title')}
        </NavigationLink>
      </li>
      <li>
        <NavigationLink href="/admin/notices">
          <Icon name="bell" />
          <Named name={t('notices')}>
            {notices.overdue > 0 ? <Count urgent>{t('overdue', { count: notices.overdue })}</Count> : null}
            {notices.unroutable > 0 ? (
              <Count urgent>{t('unroutable', { count: notices.unroutable })}</Count>
            ) : null}
          </Named>
        </NavigationLink>
      </li>
      <li>
        <NavigationLink href="/admin/announcements">
          <Icon name="megaphone" />
          {announcements('title')}
        </NavigationLink>
      </li>
      <li>
        <NavigationLink href="/admin/cases">
          <Icon name="speech" />
          <Named name={t('cases')}>
            {openCases > 0 ? <Count>{t('open', { count: openCases })}</Count> : null}
          </Named>
        </NavigationLink>
      </li>
      <li>
        <NavigationLink href="/admin/audit">
          <Icon name="clock" />
          {audit('title')}
        </NavigationLink>
      </li>
      <li>
        <NavigationLink href="/admin/settings">
          <Icon name="settings" />
          {settings('title')}
        </NavigationLink>
      </li>
    </ul>
  )
}

/** A room's name, and what waits there beside it, or below where there is no room. */
function Named({ name, children }: { name: string; children: ReactNode }) {
  return (
    <span className="flex min-w-0 flex-1 flex-wrap items-center justify-between gap-x-2 gap-y-1 py-1">
      {name}
      <span className="flex flex-wrap gap-1 empty:hidden">{children}</span>
    </span>
  )
}

/** `urgent`: somebody has to do something about it. */
function Count({ urgent = false, children }: { urgent?: boolean; children: string }) {
  const look = urgent ? 'bg-bad-soft text-bad font-medium' : 'bg-sunken text-muted'
  return (
    <span className={`whitespace-nowrap rounded-full px-2 font-normal text-small tabular-nums ${look}`}>
      {children}
    </span>
  )
}
