import { getTranslations } from 'next-intl/server'
import type { ProgrammeDay } from '#/db/words/programme.ts'
import type { ProgrammePeriod } from '#/lib/admin/programme/policy.ts'
import { BarChart } from './bar-chart.tsx'
import { edgesOf, numberWords } from './numbers.ts'

type CompletePictureProps = { today: ProgrammeDay; periods: readonly ProgrammePeriod[] }

export async function CompletePicture({ today, periods }: CompletePictureProps) {
  const t = await getTranslations('programme')
  const words = await numberWords()
  const { accounts, complete } = today
  const list = '/admin/accounts?complete='
  const shares = periods.map(({ standing }) => {
    if (!standing || standing.accounts === 0) return null
    const share = (standing.complete / standing.accounts) * 100
    return [share, 100 - share]
  })
  return (
    <BarChart
      title={t('complete.title')}
      says={t('complete.says', { share: words.share(complete, accounts), complete, accounts })}
      series={[
        { tone: 'good', name: t('complete.yes'), count: complete, href: `${list}yes` },
        { tone: 'quiet', name: t('complete.no'), count: accounts - complete, href: `${list}no` },
      ]}
      table={{
        columns: [t('until'), t('complete.accounts'), t('complete.yes'), t('share')],
        rows: periods.map(({ to, standing }) => ({
          name: words.period({ from: to, to }),
          cells: standing
            ? [
                words.count(standing.accounts),
                words.count(standing.complete),
                words.share(standing.complete, standing.accounts),
              ]
            : [t('unknown'), t('unknown'), t('unknown')],
        })),
      }}
      bars={{
        columns: shares,
        top: 100,
        format: (value) => words.percent(value / 100),
        below: edgesOf(periods, words),
      }}
      footer={t('complete.means')}
    />
  )
}
