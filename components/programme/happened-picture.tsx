import { getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import type { ProgrammeDay } from '#/db/words/programme.ts'
import type { ProgrammePeriod } from '#/lib/admin/programme/policy.ts'
import { BarChart } from './bar-chart.tsx'
import { sumOf } from './geometry.ts'
import { edgesOf, numberWords } from './numbers.ts'
import type { Tone } from './tones.tsx'

type HappenedPictureProps<Name extends string> = {
  title: string
  says: (counts: Record<Name, number>, sum: number) => string
  series: readonly { name: Name; tone: Tone; word: string; href?: string }[]
  countsOf: (standing: ProgrammeDay) => Record<Name, number>
  periods: readonly ProgrammePeriod[]
  footer: ReactNode
}

/** Charts what happened in each period, split by how it ended. */
export async function HappenedPicture<Name extends string>(props: HappenedPictureProps<Name>) {
  const { title, says, series, countsOf, periods, footer } = props
  const t = await getTranslations('programme')
  const words = await numberWords()
  const columns = periods.map(({ standing }) => {
    const counts = standing && countsOf(standing)
    return counts && series.map(({ name }) => counts[name])
  })
  const totals = Object.fromEntries(
    series.map(({ name }, place) => [name, sumOf(columns.map((values) => values?.[place] ?? 0))]),
  ) as Record<Name, number>
  return (
    <BarChart
      title={title}
      says={says(totals, sumOf(Object.values(totals)))}
      series={series.map(({ name, tone, word, href }) => ({ tone, name: word, count: totals[name], href }))}
      table={{
        columns: [t('period'), ...series.map(({ word }) => word)],
        rows: periods.map((period, place) => ({
          name: words.period(period),
          cells: columns[place]?.map(words.count) ?? series.map(() => t('unknown')),
        })),
      }}
      bars={{ columns, format: words.count, below: edgesOf(periods, words) }}
      footer={footer}
    />
  )
}
