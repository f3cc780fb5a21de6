import { getTranslations } from 'next-intl/server'
import { Badge } from '#/components/ui/badge.tsx'
import { getFormatter } from '#/lib/platform/i18n/formatter.ts'

type ContactsStatusProps = {
  count: number
  /** The missing fields; pass them only if the page does not list them elsewhere. */
  which?: string | undefined
  locked: boolean
  dueAt: number | null
  /** What is complete is not green while it reaches nobody. */
  isReached?: boolean
}

export async function ContactsStatus({ count, which, locked, dueAt, isReached = true }: ContactsStatusProps) {
  const t = await getTranslations('admin.contacts')
  const format = await getFormatter()
  if (count === 0) return <Badge meaning={isReached ? 'good' : 'neutral'}>{t('complete')}</Badge>
  return (
    <div className={which ? 'missing-fields' : undefined}>
      <span className="flex flex-wrap gap-1.5 compact:flex-nowrap">
        <Badge meaning="attention">{t('missing', { count })}</Badge>
        {locked ? (
          <Badge icon="lock" brief>
            {t('locked')}
          </Badge>
        ) : (
          dueAt !== null && (
            <Badge icon="clock">
              {t('due', { at: format.dateTime(dueAt, { day: 'numeric', month: 'short' }) })}
            </Badge>
          )
        )}
      </span>
      {which ? <span>{which}</span> : null}
    </div>
  )
}
