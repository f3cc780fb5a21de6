import { getLocale, getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { Card } from '#/components/ui/card.tsx'
import type { BulkKind } from '#/db/words/bulk.ts'
import type { BulkPreview } from '#/lib/admin/bulk/preview.ts'
import { minutesFor } from '#/lib/notices/drills/policy.ts'
import { formatDuration } from '#/lib/platform/i18n/duration.ts'
import { minute } from '#/lib/platform/values/clock.ts'

type PreviewCardProps = {
  kind: BulkKind
  preview: BulkPreview
  /** The form that begins it. */
  children: ReactNode
}

/** Says what a run would do: to how many accounts, and how many it skips and why. Nothing has been sent yet. */
export async function PreviewCard({ kind, preview: { acts, skipped, reasons }, children }: PreviewCardProps) {
  const t = await getTranslations('bulk')
  const duration = formatDuration(minutesFor(acts) * minute, await getLocale())
  return (
    <Card title={t(`preview.${kind}`, { count: acts })}>
      <div className="flex max-w-measure flex-col gap-2">
        {acts > 0 ? <p>{t(`explain.${kind}`, { duration })}</p> : <p>{t('preview.nothing')}</p>}
        {skipped > 0 ? (
          <>
            <p>{t('preview.skipped', { count: skipped })}</p>
            <ul className="list-disc pl-5">
              {[...reasons].map(([why, count]) => (
                <li key={why}>{t('preview.reason', { why: t(`why.${why}`), count })}</li>
              ))}
            </ul>
          </>
        ) : null}
      </div>
      {children}
    </Card>
  )
}
