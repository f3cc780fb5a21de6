import { getLocale, getTranslations } from 'next-intl/server'
import type { RouteTarget } from '#/db/words/notices.ts'
import type { Forecast, Mark } from '#/lib/notices/routing/forecast.ts'
import { formatDuration } from '#/lib/platform/i18n/duration.ts'
import { currentSettings } from '#/lib/platform/settings/current.ts'
import { minute } from '#/lib/platform/values/clock.ts'

type ReachTimelineProps = {
  forecast: Forecast
  /** The target of each step. */
  purposes: ReadonlyMap<number, RouteTarget>
  names: Record<RouteTarget, string>
  escalationMinutes: number
}

/** A picture of who is notified when if nobody acknowledges, as a table: a row an instant, a line down for each step. */
export async function ReachTimeline({ forecast, purposes, names, escalationMinutes }: ReachTimelineProps) {
  const t = await getTranslations('reach.forecast')
  const { programmeName: programme } = await currentSettings()
  const { rows, last, isCut } = forecast
  const nameOf = (step: number) => names[purposes.get(step) ?? 'owners']
  const words = { first: t('first'), again: t('again') }
  // A step or staff, with what it gets at each instant.
  const lanes = [
    ...forecast.steps.map((step) => ({
      key: String(step),
      sign: String(step + 1),
      name: nameOf(step),
      marks: rows.map(({ marks }) => marks.get(step) ?? null),
    })),
    ...(last === null
      ? []
      : [{ key: 'staff', sign: '', name: t('staff', { programme }), marks: rows.map(({ staff }) => staff) }]),
  ]
  const duration = formatDuration(escalationMinutes * minute, await getLocale())
  return (
    <section aria-labelledby="reach-timeline" className="flex max-w-4xl flex-col gap-3">
      <div className="max-w-measure">
        <h2 id="reach-timeline" className="font-semibold text-large">
          {t('title')}
        </h2>
        <p className="text-muted text-small">{t('text')}</p>
      </div>
      <p aria-hidden="true" className="flex gap-4 text-small sm:hidden">
        {(['first', 'again'] as const).map((mark) => (
          <span key={mark} className="flex items-center gap-2">
            <Dot mark={mark} /> {words[mark]}
          </span>
        ))}
      </p>
      <div className="overflow-hidden rounded-box border border-line bg-surface">
        <table className="w-full table-fixed text-small">
          <caption className="sr-only">{t('title')}</caption>
          <thead>
            <tr className="border-line border-b align-bottom">
              <th scope="col" className="w-20 px-3 py-2 text-start font-medium text-muted">
                {t('minute')}
              </th>
              {lanes.map(({ key, sign, name }) => (
                <th key={key} scope="col" className="px-1 py-2 text-start font-medium">
                  {sign ? (
                    <span
                      aria-hidden="true"
                      className="flex size-6 items-center justify-center rounded-full bg-accent-soft text-accent-ink tabular-nums"
                    >
                      {sign}
                    </span>
                  ) : null}
                  <span className="max-sm:sr-only">{name}</span>
                  {sign ? null : (
                    <span aria-hidden="true" className="sm:hidden">
                      {t('team')}
                    </span>
                  )}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ minutes }, place) => (
              <tr key={minutes}>
                <th scope="row" className="px-3 py-1 text-start font-normal text-muted tabular-nums">
                  {minutes}
                </th>
                {lanes.map(({ key, marks }) => (
                  <td key={key} className="relative h-7 px-1">
                    <LanePart marks={marks} place={place} words={words} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className="max-w-measure text-muted text-small">
        {isCut ? t('cut') : null}{' '}
        {last === null ? t('end') : t('escalation', { name: nameOf(last), programme, duration })}
      </p>
    </section>
  )
}

type LanePartProps = { marks: readonly (Mark | null)[]; place: number; words: Record<Mark, string> }

/** The mark of a lane at an instant, and behind it the line that joins them. */
function LanePart({ marks, place, words }: LanePartProps) {
  const [first, last] = [marks.findIndex(Boolean), marks.findLastIndex(Boolean)]
  if (place < first || place > last) return null
  const ends = [place === first ? 'top-1/2' : 'top-0', place === last ? 'bottom-1/2' : 'bottom-0'].join(' ')
  const mark = marks[place]
  return (
    <>
      <span aria-hidden="true" className={`absolute start-[0.9375rem] w-0.5 bg-line ${ends}`} />
      {mark ? (
        <span className="relative flex items-center gap-2">
          <span className="flex w-6 shrink-0 justify-center">
            <Dot mark={mark} />
          </span>
          <span className={`max-sm:sr-only ${mark === 'again' ? 'text-muted' : ''}`}>{words[mark]}</span>
        </span>
      ) : null}
    </>
  )
}

/** A full dot is a first message, a ring one more. */
function Dot({ mark }: { mark: Mark }) {
  const look = mark === 'first' ? 'bg-accent' : 'bg-surface'
  return <span aria-hidden="true" className={`size-3 rounded-full border-2 border-accent ${look}`} />
}
