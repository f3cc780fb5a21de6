import { getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { Link } from '#/components/ui/link.tsx'
import { countedDrillOutcomes, type ProgrammeDay } from '#/db/words/programme.ts'
import { addUp, completionSteps, medianStepOf, type ProgrammePeriod } from '#/lib/admin/programme/policy.ts'
import { hour } from '#/lib/platform/values/clock.ts'
import { BarChart } from './bar-chart.tsx'
import { sumOf } from './geometry.ts'
import { edgesOf, type NumberTexts, numberTexts } from './numbers.ts'
import type { Tone } from './tones.tsx'

type CompletePictureProps = { today: ProgrammeDay; periods: readonly ProgrammePeriod[] }

export async function CompletePicture({ today, periods }: CompletePictureProps) {
  const t = await getTranslations('programme')
  const words = await numberTexts()
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
  const words = await numberTexts()
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

const reachTones = { reached: 'good', unanswered: 'bad', untried: 'quiet' } as const

/** Charts the outcome of the last drill of each live account (notices.md, Drill). */
type ReachPictureProps = {
  reachability: ProgrammeDay['reachability']
  /** How many live accounts no endpoint wakes. */
  soundless: number
}

export async function ReachPicture({ reachability, soundless }: ReachPictureProps) {
  const t = await getTranslations('programme')
  const words = await numberTexts()
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
        tone: reachTones[outcome],
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
      footer={
        <>
          {t('reach.means')}{' '}
          <Link href="/admin/accounts?state=live&soundless=yes">
            {t('reach.soundless', { count: soundless })}
          </Link>
        </>
      }
    />
  )
}

export async function TimePicture({ periods }: { periods: readonly ProgrammePeriod[] }) {
  const t = await getTranslations('programme')
  const words = await numberTexts()
  const counts = addUp(periods.flatMap(({ standing }) => standing ?? []))?.completedWithin ?? []
  const sum = sumOf(counts)
  const median = medianStepOf(counts)
  const says =
    median === null
      ? t('time.none')
      : t(median === 'longer' ? 'time.saysLonger' : 'time.says', {
          count: sum,
          time: formatLong(words, median === 'longer' ? (completionSteps.at(-1) ?? 0) : median),
        })
  function nameStep(place: number): string {
    const [from, to] = [completionSteps[place - 1], completionSteps[place]].map((step) =>
      step === undefined ? '' : formatLong(words, step),
    )
    if (!from) return t('time.upTo', { time: to ?? '' })
    return to ? t('time.between', { from, to }) : t('time.longer', { time: from })
  }
  const last = formatShort(words, completionSteps.at(-1) ?? 0)
  return (
    <BarChart
      title={t('time.title')}
      says={says}
      series={[{ tone: 'plain', name: t('time.complete'), count: sum, href: '/admin/accounts?complete=yes' }]}
      table={{
        columns: [t('time.column'), t('time.accounts'), t('share')],
        rows: counts.map((count, place) => ({
          name: nameStep(place),
          cells: [words.count(count), words.share(count, sum)],
        })),
      }}
      footer={
        <>
          {t('time.means')}{' '}
          <Link href="/admin/accounts?state=onboarding&complete=no">{t('time.waiting')}</Link>
        </>
      }
      bars={{
        columns: counts.map((count) => [count]),
        format: words.count,
        below: [...completionSteps.map((step) => formatShort(words, step)), `> ${last}`],
        unit: t('time.inDays'),
      }}
    />
  )
}

function formatShort(words: NumberTexts, time: number): string {
  return time < 24 * hour ? words.hours(time / hour) : words.count(time / (24 * hour))
}

function formatLong(words: NumberTexts, time: number): string {
  return time < 24 * hour ? words.longHours(time / hour) : words.longDays(time / (24 * hour))
}
