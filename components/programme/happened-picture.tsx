import { getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import type { ProgrammeDay } from '#/db/words/programme.ts'
import type { ProgrammePeriod } from '#/lib/admin/programme/policy.ts'
import { BarChart } from './bar-chart.tsx'
import { roundTop } from './geometry.ts'
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

/** What happened in each period, by how it ended. */
export async function HappenedPicture<Name extends string>({
  title,
  says,
  series,
  countsOf,
  periods,
  footer,
}: HappenedPictureProps<Name>) {
  const t = await getTranslations('programme')
  const words = await numberWords()
  const valuesOf = ({ standing }: ProgrammePeriod) => {
    const counts = standing && countsOf(standing)
    return counts && series.map(({ name }) => counts[name])
  }
  const columns = periods.map(valuesOf)
  const totalOf = (place: number) => columns.reduce((sum, values) => sum + (values?.[place] ?? 0), 0)
  const totals = Object.fromEntries(series.map(({ name }, place) => [name, totalOf(place)])) as Record<
    Name,
    number
  >
  const sum = Object.values<number>(totals).reduce((all, one) => all + one, 0)
  const top = roundTop(
    Math.max(0, ...columns.map((values) => (values ?? []).reduce((all, one) => all + one, 0))),
  )
  const sentence = says(totals, sum)
  return (
    <BarChart
      title={title}
      says={sentence}
      series={series.map(({ name, tone, word, href }) => ({
        tone,
        name: word,
        count: words.count(totals[name]),
        href,
      }))}
      table={{
        summary: t('table'),
        columns: [t('period'), ...series.map(({ word }) => word)],
        rows: periods.map((period, place) => ({
          id: period.to,
          name: words.period(period),
          cells: columns[place]?.map(words.count) ?? series.map(() => t('unknown')),
        })),
      }}
      bars={
        sum === 0
          ? null
          : {
              columns,
              top,
              scale: [words.count(top), words.count(top / 2), words.count(0)],
              below: edgesOf(periods, words),
            }
      }
      footer={footer}
    />
  )
}
