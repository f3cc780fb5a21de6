import Link from 'next/link'
import { getLocale, getTranslations } from 'next-intl/server'
import { Instant } from '#/components/shell/instant.tsx'
import type { DrillOutcome } from '#/lib/notices/drills/outcome.ts'
import { formatDuration } from '#/lib/platform/i18n/duration.ts'
import { namePeople } from '#/lib/privacy/personal-data/name-people.ts'

/** The last drill's notice, as long as it is kept, who answered, and what came of it. */
export type ShownDrill = { noticeId: string | null; answeredBy: string; outcome: DrillOutcome }

type LastDrillProps = {
  /** Who reads it: the staff of an account, or its members of their own. */
  reader: 'account' | 'overview'
  /** When it ended, and after how many milliseconds somebody answered. */
  drilledAt: number
  reachedAfter: number | null
  last: ShownDrill | null
  /** The path of the account's notices. */
  notices: string
}

/** What came of an account's last drill, in a sentence, and the way to it. */
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
