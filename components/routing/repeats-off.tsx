import { getTranslations } from 'next-intl/server'
import { Banner } from '#/components/ui/banner.tsx'
import { SmallLink } from '#/components/ui/button.tsx'
import type { NoticeCategory } from '#/db/words/notices.ts'
import { defaultRoute } from '#/lib/accounts/reachability/routes.ts'

type RepeatsOffProps = {
  route: { category: NoticeCategory }
  /** Link to the form, for readers who may change routes and are not there yet. */
  base?: string | null
}

/** Says that an upgraded programme repeats nothing until an admin chooses. */
export async function RepeatsOff({ route: { category }, base }: RepeatsOffProps) {
  const t = await getTranslations('routing.off')
  const categories = await getTranslations('mail.categories')
  const { repeatMinutes, repeatMost } = defaultRoute(category)
  return (
    <Banner
      meaning="attention"
      title={t('title')}
      action={
        base ? (
          <SmallLink href={`${base}/${category}`}>
            {t('action', { category: categories(category) })}
          </SmallLink>
        ) : undefined
      }
    >
      {t('text', { minutes: repeatMinutes, most: repeatMost })}
    </Banner>
  )
}
