import { getTranslations } from 'next-intl/server'
import { countedDrillOutcomes, type ProgrammeDay } from '#/db/words/programme.ts'
import { BarChart } from './bar-chart.tsx'
import { sumOf } from './geometry.ts'
import { numberWords } from './numbers.ts'

const tones = { reached: 'good', unanswered: 'bad', untried: 'quiet' } as const

/** Charts the outcome of the last drill of each live account (notices.md, Drill). */
export async function ReachPicture({ reachability }: { reachability: ProgrammeDay['reachability'] }) {
  const t = await getTranslations('programme')
  const words = await numberWords()
  const live = sumOf(countedDrillOutcomes.map((outcome) => reachability[outcome]))
  const tried = live - reachability.untried
  const says =
    live === 0
      ? t('reach.none')
      : tried === 0
        ? t('reach.untriedOnly', { live })
        : t('reach.says', { share: words.share(reachability.reached, tried), tried, live })
  return (
    <BarChart
      title={t('reach.title')}
      says={says}
      series={countedDrillOutcomes.map((outcome) => ({
        tone: tones[outcome],
        name: t(`reach.${outcome}`),
        count: reachability[outcome],
        href: `/admin/accounts?state=live&reach=${outcome}`,
      }))}
      table={{
        columns: [t('reach.outcome'), t('reach.accounts'), t('share')],
        rows: countedDrillOutcomes.map((outcome) => ({
          name: t(`reach.${outcome}`),
          cells: [words.count(reachability[outcome]), words.share(reachability[outcome], live)],
        })),
      }}
      bars={countedDrillOutcomes.map((outcome) => reachability[outcome])}
      footer={t('reach.means')}
    />
  )
}
