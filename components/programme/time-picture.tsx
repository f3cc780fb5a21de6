import { getTranslations } from 'next-intl/server'
import { Link } from '#/components/ui/link.tsx'
import { addUp, completionSteps, medianStepOf, type ProgrammePeriod } from '#/lib/admin/programme/policy.ts'
import { hour } from '#/lib/platform/values/clock.ts'
import { BarChart } from './bar-chart.tsx'
import { sumOf } from './geometry.ts'
import { type NumberWords, numberWords } from './numbers.ts'

export async function TimePicture({ periods }: { periods: readonly ProgrammePeriod[] }) {
  const t = await getTranslations('programme')
  const words = await numberWords()
  const counts = addUp(periods.flatMap(({ standing }) => standing ?? []))?.completedWithin ?? []
  const sum = sumOf(counts)
  const median = medianStepOf(counts)
  const says =
    median === null
      ? t('time.none')
      : t(median === 'longer' ? 'time.saysLonger' : 'time.says', {
          count: sum,
          time: sayLong(words, median === 'longer' ? (completionSteps.at(-1) ?? 0) : median),
        })
  function nameStep(place: number): string {
    const [from, to] = [completionSteps[place - 1], completionSteps[place]].map((step) =>
      step === undefined ? '' : sayLong(words, step),
    )
    if (!from) return t('time.upTo', { time: to ?? '' })
    return to ? t('time.between', { from, to }) : t('time.longer', { time: from })
  }
  const last = sayShort(words, completionSteps.at(-1) ?? 0)
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
        below: [...completionSteps.map((step) => sayShort(words, step)), `> ${last}`],
        unit: t('time.inDays'),
      }}
    />
  )
}

function sayShort(words: NumberWords, time: number): string {
  return time < 24 * hour ? words.hours(time / hour) : words.count(time / (24 * hour))
}

function sayLong(words: NumberWords, time: number): string {
  return time < 24 * hour ? words.longHours(time / hour) : words.longDays(time / (24 * hour))
}
