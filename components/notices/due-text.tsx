import { getTranslations } from 'next-intl/server'
import { Instant } from '#/components/shell/instant.tsx'
import { isEscalating } from '#/lib/notices/delivery/deadline.ts'
import { isOverdue } from '#/lib/notices/notice/shown.ts'
import type { NoticeRow } from '#/lib/notices/views/queries.ts'
import { now } from '#/lib/platform/values/clock.ts'

type Waiting = Pick<NoticeRow, 'kind' | 'dueAt' | 'escalateAt' | 'acknowledgedAt'>

/** The deadline of a notice in a few words: when it escalates, or else when its answer is due; nothing if none is awaited. */
export async function DueText({ notice }: { notice: Waiting }) {
  const { dueAt } = notice
  const t = await getTranslations('notices')
  if (isEscalating(notice)) {
    return (
      <span className="block font-semibold text-bad">
        {t('escalatesAt')} <Instant at={notice.escalateAt} />
      </span>
    )
  }
  if (dueAt === null) return null
  const isLate = isOverdue(notice, now())
  return (
    <span className={isLate ? 'block font-semibold text-bad' : 'block text-muted'}>
      {t(isLate ? 'wasDueAt' : 'dueAt')}{' '}
      <span className="whitespace-nowrap">
        <Instant at={dueAt} />
      </span>
    </span>
  )
}
