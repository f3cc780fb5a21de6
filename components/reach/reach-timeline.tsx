import { getLocale, getTranslations } from 'next-intl/server'
import type { RouteTarget } from '#/db/words/notices.ts'
import type { Forecast, ForecastRow, Mark } from '#/lib/notices/routing/forecast.ts'
import { formatDuration } from '#/lib/platform/i18n/duration.ts'
import { minute } from '#/lib/platform/values/clock.ts'

type ReachTimelineProps = {
  forecast: Forecast
  /** The target of each step. */
  purposes: ReadonlyMap<number, RouteTarget>
  names: Record<RouteTarget, string>
  escalationMinutes: number
}

/** A step or staff, with what it gets at each instant. */
type Lane = { key: string; sign: string; name: string; marks: (Mark | null)[] }

/** A picture of who is notified when if nobody acknowledges, as a table: a row an instant, a line down for each step. */
export async function ReachTimeline({ forecast, purposes, names, escalationMinutes }: ReachTimelineProps) {
  const t = await getTranslations('reach.forecast')
  const { rows, last, isCut } = forecast
  const nameOf = (step: number) => {
    const purpose = purposes.get(step)
    return purpose ? names[purpose] : ''
  }
  const lanes: Lane[] = [
    ...forecast.steps.map((step) => ({
      key: String(step),
      sign: String(step + 1),
      name: nameOf(step),
      marks: rows.map(({ marks }) => marks.get(step) ?? null),
    })),
    ...(last === null
      ? []
      : [{ key: 'staff', sign: '', name: t('staff'), marks: rows.map(({ staff }: ForecastRow) => staff) }]),
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
            <Dot mark={mark} /> {t(mark)}
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
                  <span className={sign ? 'max-sm:sr-only' : ''}>{name}</span>
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
                    <LaneLine marks={marks} place={place} />
                    <LaneMark mark={marks[place] ?? null} words={{ first: t('first'), again: t('again') }} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className="max-w-measure text-muted text-small">
        {isCut ? t('cut') : null}{' '}
        {last === null ? t('end') : t('escalation', { name: nameOf(last), duration })}
      </p>
    </section>
  )
}

/** The line that joins the marks of a lane, behind them. */
function LaneLine({ marks, place }: { marks: readonly (Mark | null)[]; place: number }) {
  const [first, last] = [marks.findIndex(Boolean), marks.findLastIndex(Boolean)]
  if (first === last || place < first || place > last) return null
  const ends = place === first ? 'top-1/2 bottom-0' : place === last ? 'top-0 bottom-1/2' : 'inset-y-0'
  return <span aria-hidden="true" className={`absolute start-[0.9375rem] w-0.5 bg-line ${ends}`} />
}

function LaneMark({ mark, words }: { mark: Mark | null; words: Record<Mark, string> }) {
  if (!mark) return null
  return (
    <span className="relative flex items-center gap-2">
      <span className="flex w-6 shrink-0 justify-center">
        <Dot mark={mark} />
      </span>
      <span className={mark === 'first' ? 'max-sm:sr-only' : 'text-muted max-sm:sr-only'}>{words[mark]}</span>
    </span>
  )
}

/** A full dot is a first message, a ring one more. */
function Dot({ mark }: { mark: Mark }) {
  const look = mark === 'first' ? 'bg-accent' : 'bg-surface'
  return <span aria-hidden="true" className={`size-3 rounded-full border-2 border-accent ${look}`} />
}
