import { getTranslations } from 'next-intl/server'
import type { ProgrammeDay } from '#/db/words/programme.ts'
import type { ProgrammePeriod } from '#/lib/admin/programme/policy.ts'
import { BarChart } from './bar-chart.tsx'
import { edgesOf, numberWords } from './numbers.ts'

/** What share of the accounts missed nothing, over time. */
export async function CompletePicture({
  today,
  periods,
}: {
  today: ProgrammeDay
  periods: readonly ProgrammePeriod[]
}) {
  const t = await getTranslations('programme')
  const words = await numberWords()
  const { accounts, complete } = today
  const says = t('complete.says', { share: words.share(complete, accounts), complete, accounts })
  const shares = periods.map(({ standing }) => {
    if (!standing || standing.accounts === 0) return null
    const share = (standing.complete / standing.accounts) * 100
    return [share, 100 - share]
  })
  return (
    <BarChart
      title={t('complete.title')}
      says={says}
      series={[
        {
          tone: 'good',
          name: t('complete.yes'),
          count: words.count(complete),
          href: '/admin/accounts?complete=yes',
        },
        {
          tone: 'quiet',
          name: t('complete.no'),
          count: words.count(accounts - complete),
          href: '/admin/accounts?complete=no',
        },
      ]}
      table={{
        summary: t('table'),
        columns: [t('until'), t('complete.accounts'), t('complete.yes'), t('share')],
        rows: periods.map((period) => ({
          id: period.to,
          name: words.period({ from: period.to, to: period.to }),
          cells: period.standing
            ? [
                words.count(period.standing.accounts),
                words.count(period.standing.complete),
                words.share(period.standing.complete, period.standing.accounts),
              ]
            : [t('unknown'), t('unknown'), t('unknown')],
        })),
      }}
      bars={{
        columns: shares,
        top: 100,
        scale: [words.percent(1), words.percent(0.5), words.percent(0)],
        below: edgesOf(periods, words),
      }}
      footer={t('complete.means')}
    />
  )
}
