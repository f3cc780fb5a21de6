import { getTranslations } from 'next-intl/server'
import { Card } from '#/components/ui/card.tsx'
import { RawText } from './raw-text.tsx'

/** The event as its sender wrote it, of a notice that could not be read or whose account was unknown. */
export async function RawEvent({ raw }: { raw: string | null }) {
  if (!raw) return null
  const t = await getTranslations('adminNotices.raw')
  return (
    <Card title={t('title')} description={t('lead')}>
      <RawText text={raw} summary={t('show')} />
    </Card>
  )
}
