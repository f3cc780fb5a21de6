import { getTranslations } from 'next-intl/server'
import { deletionAt, mayReopen } from '#/lib/accounts/account/closing-policy.ts'
import { getFormatter } from '#/lib/platform/i18n/formatter.ts'
import { now } from '#/lib/platform/values/clock.ts'

type ClosedNoticeProps = {
  account: string
  closedAt: number
  reason: string
  /** Where staff are mailed; empty where that is all of them. */
  contact: string
  programme: string
}

/** What a closed account means for its members, and what they can do about it. */
export async function ClosedNotice({ account, closedAt, reason, contact, programme }: ClosedNoticeProps) {
  const t = await getTranslations('closing.page')
  const format = await getFormatter()
  const say = (at: number) => format.dateTime(at, { dateStyle: 'long', timeStyle: 'short' })
  const open = mayReopen(closedAt, now())
  return (
    <div className="flex max-w-measure flex-col gap-4">
      <p>{t('text', { programme, account, at: say(closedAt) })}</p>
      <blockquote className="whitespace-pre-line border-line border-l-4 pl-4" dir="auto">
        {reason}
      </blockquote>
      <p>{open ? t('until', { programme, at: say(deletionAt(closedAt)) }) : t('over')}</p>
      {open ? <p>{contact ? t('ask', { contact }) : t('askTeam', { programme })}</p> : null}
    </div>
  )
}
