import { getFormatter, getTranslations } from 'next-intl/server'
import { Badge } from '#/components/ui/badge.tsx'

type ContactsStatusProps = {
  /** The names of the missing fields. */
  missing: readonly string[]
  locked: boolean
  dueAt: number | null
}

/** Whether an account's contact information is complete, or what is missing and by when. */
export async function ContactsStatus({ missing, locked, dueAt }: ContactsStatusProps) {
  const t = await getTranslations('admin.contacts')
  const format = await getFormatter()
  if (missing.length === 0) return <Badge meaning="good">{t('complete')}</Badge>
  return (
    <div className="flex min-w-56 flex-col gap-1">
      <span className="flex flex-wrap gap-1.5">
        <Badge meaning="attention">{t('missing', { count: missing.length })}</Badge>
        {locked ? (
          <Badge icon="lock">{t('locked')}</Badge>
        ) : (
          dueAt !== null && (
            <Badge icon="clock">{t('due', { at: format.dateTime(dueAt, { dateStyle: 'medium' }) })}</Badge>
          )
        )}
      </span>
      <span className="text-muted text-small">{format.list(missing, { type: 'unit' })}</span>
    </div>
  )
}
