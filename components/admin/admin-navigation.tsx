import { getTranslations } from 'next-intl/server'
import { NavigationLink } from '#/components/shell/navigation-link.tsx'
import { Icon, type IconName } from '#/components/ui/icon.tsx'
import type { WaitingForStaff } from '#/lib/notices/views/staff-queries.ts'

type AdminNavigationProps = {
  reviews: number
  openCases: number
  notices: WaitingForStaff
  unreachable: { count: number; most: number }
  /** Counting stops at this number of notices; the badge then shows that there are more. */
  maxShownCount: number
}

/** What waits in a room: `text` says it beside the room's name. */
type Waiting = { count: number; text: string; urgent: boolean }
/** `all`: what waits, if some of it waits for more than one reason. */
type Room = { path: string; icon: IconName; name: string; waiting?: Waiting[]; all?: number }

async function listRooms(props: AdminNavigationProps): Promise<Room[]> {
  const { reviews, openCases, notices, unreachable, maxShownCount } = props
  const t = await getTranslations('admin.navigation')
  const review = await getTranslations('adminAccount.reviews')
  const drills = await getTranslations('drills')
  const silent = await getTranslations('unreachable')
  const announcements = await getTranslations('announcements')
  const settings = await getTranslations('adminSettings')
  const ofNotices = (what: 'emergencies' | 'overdue' | 'unroutable'): Waiting => {
    const count = notices[what]
    const text = count > maxShownCount ? t(`${what}Many`, { count: maxShownCount }) : t(what, { count })
    return { count, text, urgent: true }
  }
  const { count, most } = unreachable
  const unreached = count > most ? silent('waitingMany', { count: most }) : silent('waiting', { count })
  const open = { count: openCases, text: t('open', { count: openCases }), urgent: false }
  const asked = { count: reviews, text: review('waiting', { count: reviews }), urgent: false }
  return [
    { path: 'accounts', icon: 'people', name: t('accounts') },
    {
      path: 'notices',
      icon: 'bell',
      name: t('notices'),
      waiting: [ofNotices('emergencies'), ofNotices('overdue'), ofNotices('unroutable')],
      all: notices.all,
    },
    { path: 'cases', icon: 'speech', name: t('cases'), waiting: [open] },
    {
      path: 'unreachable',
      icon: 'attention',
      name: silent('title'),
      waiting: [{ count, text: unreached, urgent: true }],
    },
    { path: 'reviews', icon: 'good', name: review('title'), waiting: [asked] },
    { path: 'drills', icon: 'check', name: drills('title') },
    { path: 'announcements', icon: 'megaphone', name: announcements('title') },
    { path: 'programme', icon: 'chart', name: t('programme') },
    { path: 'audit', icon: 'clock', name: t('audit') },
    { path: 'settings', icon: 'settings', name: settings('title') },
  ]
}

const listWaiting = ({ waiting = [] }: Room) => waiting.filter(({ count }) => count > 0)

export async function AdminNavigation(props: AdminNavigationProps) {
  const rooms = await listRooms(props)
  return (
    <ul className="flex flex-col gap-0.5">
      {rooms.map((room) => (
        <li key={room.path}>
          <NavigationLink href={`/admin/${room.path}`}>
            <Icon name={room.icon} />
            {/* The count moves below the name if there is no room beside it. */}
            <span className="flex min-w-0 flex-1 flex-wrap items-center justify-between gap-x-2 gap-y-1">
              {room.name}
              <span className="flex flex-wrap gap-1 empty:hidden">
                {listWaiting(room).map(({ text, urgent }) => (
                  <span
                    key={text}
                    className={`${countClass} ${urgent ? `${urgentClass} font-medium` : quietClass}`}
                  >
                    {text}
                  </span>
                ))}
              </span>
            </span>
          </NavigationLink>
        </li>
      ))}
    </ul>
  )
}

/** The same counts on the closed menu of a narrow screen: an icon and a number for each room where something waits. */
export async function WaitingCounts(props: AdminNavigationProps) {
  const rooms = (await listRooms(props)).map((room) => ({ ...room, waiting: listWaiting(room) }))
  return (
    <span className="ml-auto flex flex-wrap justify-end gap-1">
      {rooms
        .filter(({ waiting }) => waiting.length > 0)
        .map(({ path, icon, name, waiting, all }) => (
          <span
            key={path}
            className={`${countClass} inline-flex items-center gap-1 ${waiting.some(({ urgent }) => urgent) ? urgentClass : quietClass}`}
          >
            <Icon name={icon} size="small" />
            <span aria-hidden="true">{all ?? waiting.reduce((sum, { count }) => sum + count, 0)}</span>
            <span className="sr-only">
              ({name}: {waiting.map(({ text }) => text).join(', ')})
            </span>
          </span>
        ))}
    </span>
  )
}

const countClass = 'whitespace-nowrap rounded-full px-2 font-normal text-small tabular-nums'
const urgentClass = 'bg-bad-soft text-bad'
const quietClass = 'bg-sunken text-muted'
