import { getLocale, getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { Card } from '#/components/ui/card.tsx'
import { formatDuration } from '#/lib/platform/i18n/duration.ts'
import { minute } from '#/lib/platform/values/clock.ts'

type RoundCountsProps = {
  /** How many accounts would be drilled, and how many not, and why. */
  counts: { drilled: number; notLive: number; waiting: number }
  /** About how long it takes. */
  minutes: number
  children: ReactNode
}

/** What a drill of several accounts would do, before it is asked for. */
export async function RoundCounts({ counts, minutes, children }: RoundCountsProps) {
  const t = await getTranslations('drills.confirm')
  const { drilled, notLive, waiting } = counts
  return (
    <Card title={t('drilled', { count: drilled })}>
      <div className="flex max-w-measure flex-col gap-2">
        {drilled > 0 ? (
          <>
            <p>{t('text')}</p>
            <p>{t('pace', { duration: formatDuration(minutes * minute, await getLocale()) })}</p>
          </>
        ) : (
          <p>{t('none')}</p>
        )}
        {notLive > 0 ? <p className="text-muted">{t('notLive', { count: notLive })}</p> : null}
        {waiting > 0 ? <p className="text-muted">{t('waiting', { count: waiting })}</p> : null}
      </div>
      {children}
    </Card>
  )
}
