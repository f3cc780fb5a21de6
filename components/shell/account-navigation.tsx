import { getTranslations } from 'next-intl/server'
import { Icon, type IconName } from '#/components/ui/icon.tsx'
import type { NoticeCounts } from '#/lib/notices/views/queries.ts'
import { sumWaiting } from '#/lib/notices/views/waiting-counts.ts'
import { NavigationLink } from './navigation-link.tsx'

/** `base`: the path of the account's pages. */
type AccountNavigationProps = { base: string; notices: NoticeCounts }

/** The navigation of an open account, with the number of notices that need an answer. */
export async function AccountNavigation({ base, notices }: AccountNavigationProps) {
  const t = await getTranslations('overview.navigation')
  const room = (
    name: 'notices' | 'support' | 'contactInformation' | 'endpoints' | 'users',
    path: string,
    icon: IconName,
  ) => (
    <li>
      <NavigationLink href={`${base}/${path}`}>
        <Icon name={icon} />
        {t(name)}
        {name === 'notices' ? <NoticeCount {...notices} /> : null}
      </NavigationLink>
    </li>
  )
  return (
    <ul className="flex flex-col gap-0.5">
      <li>
        <NavigationLink href={base} exact>
          <Icon name="home" />
          {t('overview')}
        </NavigationLink>
      </li>
      {room('notices', 'notices', 'bell')}
      {room('support', 'support', 'speech')}
      <li>
        <p id="navigation-configuration" className="mt-4 px-3 pb-1 font-medium text-muted text-small">
          {t('configuration')}
        </p>
        <ul aria-labelledby="navigation-configuration" className="flex flex-col gap-0.5">
          {room('contactInformation', 'configuration/contact-information', 'mail')}
          {room('endpoints', 'configuration/endpoints', 'phone')}
          {room('users', 'configuration/users', 'people')}
        </ul>
      </li>
    </ul>
  )
}

/** The number of notices that need an answer; red, with an icon, if one is overdue or an emergency. */
export async function NoticeCount(counts: NoticeCounts) {
  const t = await getTranslations('overview.navigation')
  const waiting = sumWaiting(counts)
  const { emergencies, overdue } = counts
  if (waiting === 0) return null
  const look =
    emergencies + overdue > 0 ? 'border-bad-line bg-bad-soft text-bad' : 'border-line bg-sunken text-muted'
  return (
    <span
      className={`ml-auto inline-flex items-center gap-1 rounded-full border px-2 text-small tabular-nums ${look}`}
    >
      {emergencies + overdue > 0 ? <Icon name={emergencies > 0 ? 'bad' : 'clock'} size="small" /> : null}
      <span aria-hidden="true">{waiting}</span>
      <span className="sr-only">({t('noticesOpen', counts)})</span>
    </span>
  )
}
