import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import { Instant } from '#/components/instant.tsx'
import { minutesOf } from '#/lib/accounts/reached-minutes.ts'
import type { DrillOutcome } from '#/lib/drills/outcome.ts'

type LastDrillProps = {
  /** When it ended, and after how many milliseconds somebody answered. */
  drilledAt: number
  reachedAfter: number | null
  last: { noticeId: string | null; answeredBy: string; outcome: DrillOutcome } | null
  /** The path of the account's notices. */
  notices: string
}

/** What came of an account's last drill, in a sentence, and the way to it. */
export async function LastDrill({ drilledAt, reachedAfter, last, notices }: LastDrillProps) {
  const t = await getTranslations('drills.account')
  const at = () => <Instant at={drilledAt} />
  const name = last?.answeredBy ?? ''
  const minutes = minutesOf(reachedAfter ?? 0)
  const outcome = reachedAfter === null ? (last?.outcome === 'unsent' ? 'unsent' : 'unanswered') : 'reached'
  return (
    <>
      {outcome === 'reached'
        ? name
          ? t.rich('reached', { name, minutes, at })
          : t.rich('reachedNameless', { minutes, at })
        : t.rich(outcome, { at })}{' '}
      {last?.noticeId ? <Link href={`${notices}/${last.noticeId}`}>{t('open')}</Link> : null}
    </>
  )
}
