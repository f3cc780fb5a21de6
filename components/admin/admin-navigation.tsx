import { getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { NavigationLink } from '#/components/shell/navigation-link.tsx'
import { Icon, type IconName } from '#/components/ui/icon.tsx'

type AdminNavigationProps = {
  reviews: number
  openCases: number
  notices: { overdue: number; unroutable: number }
  unreachable: { count: number; most: number }
  /** Counting stops at this number of notices; the badge then shows that there are more. */
  mostCounted: number
}

export async function AdminNavigation(props: AdminNavigationProps) {
  const { reviews, openCases, notices, unreachable, mostCounted } = props
  const t = await getTranslations('admin.navigation')
  const review = await getTranslations('adminAccount.reviews')
  const drills = await getTranslations('drills')
  const silent = await getTranslations('unreachable')
  const announcements = await getTranslations('announcements')
  const settings = await getTranslations('adminSettings')
  const { overdue, unroutable } = notices
  const say = (what: 'overdue' | 'unroutable', count: number) =>
    count > mostCounted ? t(`${what}Many`, { count: mostCounted }) : t(what, { count })
  const rooms: Room[] = [
    { path: 'accounts', icon: 'people', name: t('accounts') },
    {
      path: 'notices',
      icon: 'bell',
      name: t('notices'),
      waiting: (
        <>
          {overdue > 0 ? <Count urgent>{say('overdue', overdue)}</Count> : null}
          {unroutable > 0 ? <Count urgent>{say('unroutable', unroutable)}</Count> : null}
        </>
      ),
    },
    {
      path: 'cases',
      icon: 'speech',
      name: t('cases'),
      waiting: openCases > 0 && <Count>{t('open', { count: openCases })}</Count>,
    },
    {
      path: 'unreachable',
      icon: 'attention',
      name: silent('title'),
      waiting: unreachable.count > 0 && (
        <Count urgent>
          {unreachable.count > unreachable.most
            ? silent('waitingMany', { count: unreachable.most })
            : silent('waiting', { count: unreachable.count })}
        </Count>
      ),
    },
    {
      path: 'reviews',
      icon: 'good',
      name: review('title'),
      waiting: reviews > 0 && <Count>{review('waiting', { count: reviews })}</Count>,
    },
    { path: 'drills', icon: 'check', name: drills('title') },
    { path: 'announcements', icon: 'megaphone', name: announcements('title') },
    { path: 'programme', icon: 'chart', name: t('programme') },
    { path: 'audit', icon: 'clock', name: t('audit') },
    { path: 'settings', icon: 'settings', name: settings('title') },
  ]
  return (
    <ul className="flex flex-col gap-0.5">
      {rooms.map(({ path, icon, name, waiting }) => (
        <li key={path}>
          <NavigationLink href={`/admin/${path}`}>
            <Icon name={icon} />
            {/* The count moves below the name if there is no room beside it. */}
            <span className="flex min-w-0 flex-1 flex-wrap items-center justify-between gap-x-2 gap-y-1">
              {name}
              <span className="flex flex-wrap gap-1 empty:hidden">{waiting}</span>
            </span>
          </NavigationLink>
        </li>
      ))}
    </ul>
  )
}

type Room = { path: string; icon: IconName; name: string; waiting?: ReactNode }

/** `urgent`: somebody must act. */
function Count({ urgent = false, children }: { urgent?: boolean; children: string }) {
  const look = urgent ? 'bg-bad-soft text-bad font-medium' : 'bg-sunken text-muted'
  return (
    <span className={`whitespace-nowrap rounded-full px-2 font-normal text-small tabular-nums ${look}`}>
      {children}
    </span>
  )
}
