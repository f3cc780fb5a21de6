import Link from 'next/link'
import { getLocale, getTranslations } from 'next-intl/server'
import { Instant } from '#/components/shell/instant.tsx'
import type { DrillOutcome } from '#/lib/notices/drills/outcome.ts'
import { formatDuration } from '#/lib/platform/i18n/duration.ts'
import { namePeople } from '#/lib/privacy/personal-data/name-people.ts'

/** The last drill's notice if it still exists, who answered, and the outcome. */
export type ShownDrill = { noticeId: string | null; answeredBy: string; outcome: DrillOutcome }

type LastDrillProps = {
  /** The reader: staff, or a member of the account. */
  reader: 'account' | 'overview'
  /** When it ended, and the milliseconds until somebody answered. */
  drilledAt: number
  reachedAfter: number | null
  last: ShownDrill | null
  notices: string
}

/** Shows the outcome of the last drill in one sentence, with a link to it. */
export async function LastDrillLine({ reader, drilledAt, reachedAfter, last, notices }: LastDrillProps) {
  const t = await getTranslations(`drills.${reader}`)
  const named = await namePeople()
  const at = () => <Instant at={drilledAt} />
  const open = last?.noticeId ? <Link href={`${notices}/${last.noticeId}`}>{t('open')}</Link> : null
  if (reachedAfter === null) {
    return (
      <>
        {t.rich(last?.outcome === 'unsent' ? 'unsent' : 'unanswered', { at })} {open}
      </>
    )
  }
  const name = named(last?.answeredBy ?? '')
  const duration = formatDuration(reachedAfter, await getLocale())
  return (
    <>
      {t.rich(name ? 'reached' : 'reachedNameless', { name, duration, at })} {open}
    </>
  )
}
