import { getTranslations } from 'next-intl/server'
import { Instant } from '#/components/shell/instant.tsx'
import { isOverdue } from '#/lib/notices/notice/shown.ts'
import type { NoticeRow } from '#/lib/notices/views/queries.ts'
import { now } from '#/lib/platform/values/clock.ts'

/** When the answer is due, unless none is awaited. */
export async function DueText({ notice }: { notice: Pick<NoticeRow, 'kind' | 'dueAt'> }) {
  const { dueAt } = notice
  if (dueAt === null) return null
  const t = await getTranslations('notices')
  const isLate = isOverdue(notice, now())
  return (
    <span className={isLate ? 'block font-semibold text-bad' : 'block text-muted'}>
      {t(isLate ? 'wasDueAt' : 'dueAt')} <Instant at={dueAt} />
    </span>
  )
}
