import { getTranslations } from 'next-intl/server'
import { Banner } from '#/components/ui/banner.tsx'
import type { RouteTarget } from '#/db/words/notices.ts'
import type { WouldReachView } from '#/lib/notices/routing/reach-queries.ts'

type ReachBannerProps = {
  would: WouldReachView
  names: Record<RouteTarget, string>
  programme: string
}

/** The answer in a sentence: whom a notice would reach now, or why nobody. */
export async function ReachBanner({ would, names, programme }: ReachBannerProps) {
  const t = await getTranslations('reach')
  const { silence, taken, recipients, steps } = would
  if (silence) {
    return (
      <Banner meaning="information" title={t(`silence.${silence}`)}>
        {t('silence.way')}
      </Banner>
    )
  }
  const step = steps.find((one) => one.step === taken)
  if (!step) {
    return (
      <Banner meaning="bad" title={t('nobody')}>
        {t('nobodyText', { programme })}
      </Banner>
    )
  }
  const number = step.step + 1
  return (
    <Banner
      meaning={step.step === 0 ? 'good' : 'attention'}
      title={t('reaches', { count: recipients.length, name: names[step.purpose] })}
    >
      {step.step === 0 ? undefined : t('handedOn', { number })}
    </Banner>
  )
}
