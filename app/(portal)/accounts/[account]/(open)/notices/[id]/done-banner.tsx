import { getTranslations } from 'next-intl/server'
import { Banner } from '#/components/ui/banner.tsx'

/** Says what the last command on a notice did; nothing where the address asks for nothing known. */
export async function DoneBanner({ done }: { done: string | string[] | undefined }) {
  const t = await getTranslations('notices.one.done')
  if (done === 'test' || done === 'acknowledged') {
    return (
      <Banner meaning="good" role="status" title={t(done)}>
        {t(`${done}Text`)}
      </Banner>
    )
  }
  return done === 'closed' ? <Banner meaning="good" role="status" title={t('closed')} /> : null
}
