import { getTranslations } from 'next-intl/server'
import { Icon } from '#/components/ui/icon.tsx'
import { NavigationLink } from './navigation-link.tsx'

/** The rooms of an account that is open. */
export async function AccountNavigation({ slug }: { slug: string }) {
  const t = await getTranslations('overview.navigation')
  const base = `/accounts/${slug}`
  return (
    <ul className="flex flex-col gap-0.5">
      <li>
        <NavigationLink href={base} exact>
          <Icon name="home" />
          {t('overview')}
        </NavigationLink>
      </li>
      <li>
        <NavigationLink href={`${base}/support`}>
          <Icon name="speech" />
          {t('support')}
        </NavigationLink>
      </li>
      <li>
        <p id="navigation-configuration" className="mt-4 px-3 pb-1 font-medium text-muted text-small">
          {t('configuration')}
        </p>
        <ul aria-labelledby="navigation-configuration" className="flex flex-col gap-0.5">
          <li>
            <NavigationLink href={`${base}/configuration/contact-information`}>
              <Icon name="bell" />
              {t('contactInformation')}
            </NavigationLink>
          </li>
          <li>
            <NavigationLink href={`${base}/configuration/users`}>
              <Icon name="people" />
              {t('users')}
            </NavigationLink>
          </li>
        </ul>
      </li>
    </ul>
  )
}
