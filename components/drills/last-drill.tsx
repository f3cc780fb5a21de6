import { getLocale, getTranslations } from 'next-intl/server'
import { Instant } from '#/components/shell/instant.tsx'
import { Link } from '#/components/ui/link.tsx'
import type { LastDrill } from '#/lib/notices/drills/queries.ts'
import { formatDuration } from '#/lib/platform/i18n/duration.ts'
import { namePeople } from '#/lib/privacy/personal-data/name-people.ts'

type LastDrillProps = {
  /** When it ended, and the milliseconds until somebody answered. */
  drilledAt: number
  reachedAfter: number | null
  last: LastDrill | null
  notices: string
}

/** Shows staff the outcome of the last drill in one sentence, with a link to it. */
export async function LastDrillLine({ drilledAt, reachedAfter, last, notices }: LastDrillProps) {
  const t = await getTranslations('drills.account')
  const shown = { drilledAt, last, notices }
  if (reachedAfter !== null)
    return <ReachedDrillLine reader="account" {...shown} reachedAfter={reachedAfter} />
  return (
    <>
      {t.rich(last?.outcome === 'unsent' ? 'unsent' : 'unanswered', { at: () => <Instant at={drilledAt} /> })}{' '}
      {last?.noticeId ? <Link href={`${notices}/${last.noticeId}`}>{t('openLast')}</Link> : null}
    </>
  )
}

type ReachedDrillProps = LastDrillProps & {
  /** The reader: staff, or a member of the account. */
  reader: 'account' | 'overview'
  reachedAfter: number
}

/** The same for a drill that somebody answered, also for the account's members. */
export async function ReachedDrillLine(props: ReachedDrillProps) {
  const { reader, drilledAt, reachedAfter, last, notices } = props
  const t = await getTranslations(`drills.${reader}`)
  const named = await namePeople()
  const name = named(last?.answeredBy ?? '')
  const duration = formatDuration(reachedAfter, await getLocale())
  return (
    <>
      {t.rich(name ? 'reached' : 'reachedNameless', {
        name,
        duration,
        at: () => <Instant at={drilledAt} />,
      })}{' '}
      {last?.noticeId ? <Link href={`${notices}/${last.noticeId}`}>{t('openLast')}</Link> : null}
    </>
  )
}
