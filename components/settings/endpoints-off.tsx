import { getTranslations } from 'next-intl/server'
import { Banner } from '#/components/ui/banner.tsx'
import { SmallLink } from '#/components/ui/button.tsx'
import type { WhyNone } from '#/lib/platform/settings/allowed-kinds.ts'

/** `base`: link to the form, for readers who may use it and are not there yet. */
type EndpointsOffProps = { why: WhyNone | null; base?: string | null }

/** Tells staff why partners cannot add endpoints, unless an admin wants it so. */
export async function EndpointsOff({ why, base }: EndpointsOffProps) {
  const t = await getTranslations('adminSettings.endpoints.off')
  if (why === null || why === 'none-chosen') return null
  return (
    <Banner
      meaning="attention"
      title={t(`${why}.title`)}
      action={base ? <SmallLink href={base}>{t('action')}</SmallLink> : undefined}
    >
      {t(`${why}.text`)}
    </Banner>
  )
}
