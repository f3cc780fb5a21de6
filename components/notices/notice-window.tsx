import { getTranslations } from 'next-intl/server'
import { Icon } from '#/components/ui/icon.tsx'
import type { NoticeWindow } from '#/db/words/notices.ts'
import { getFormatter } from '#/lib/platform/i18n/formatter.ts'

type WindowTextProps = { window: NoticeWindow }

/** When something announced happens, in the reader's zone, which a `ZoneNote` on the page names. */
export async function WindowText({ window: { startsAt, endsAt } }: WindowTextProps) {
  const format = await getFormatter()
  return (
    <span className="tabular-nums">
      {format.dateTimeRange(startsAt, endsAt, { dateStyle: 'medium', timeStyle: 'short' })}
    </span>
  )
}

/** The same, with the link to its calendar file; without one if `file` is null. */
export async function WindowFact({ window, file }: WindowTextProps & { file: string | null }) {
  const t = await getTranslations('notices.window')
  return (
    <>
      <WindowText window={window} />
      {file ? (
        <a href={file} download className="mt-1 flex w-fit items-center gap-1.5">
          <Icon name="clock" size="small" />
          {t('add')}
        </a>
      ) : null}
    </>
  )
}
