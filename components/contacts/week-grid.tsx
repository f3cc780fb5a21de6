import { type CoveredDay, coverHours } from '#/lib/contacts/hours/coverage.ts'
import { bare, covered, edge, WeekFrame } from './week-frame.tsx'

type WeekGridProps = { days: readonly CoveredDay[]; dayNames: readonly string[]; label: string }

/** A week in which a bar marks support, half a cell a partly supported hour. */
export function WeekGrid({ days, ...frame }: WeekGridProps) {
  return (
    <WeekFrame {...frame}>
      {days.map((day, row) => (
        <DayRow key={day.date} day={day} top={row + 0.1} />
      ))}
    </WeekFrame>
  )
}

function DayRow({ day, top }: { day: CoveredDay; top: number }) {
  const hours = coverHours(day)
  const parts = hours.flatMap((cover, hour) => {
    if (cover !== 'partly') return []
    const ending = day.covered.some(({ from, to }) => from <= hour * 60 && hour * 60 < to)
    return [halfCell({ left: hour, top, width: 1, height: 0.8, ending })]
  })
  return (
    <>
      {listRuns(hours).map(({ from, to }) => (
        <rect key={from} x={from} y={top} width={to - from} height={0.8} className={covered} />
      ))}
      {parts.length > 0 ? <path d={parts.join('')} className={covered} /> : null}
    </>
  )
}

type HalfCell = { left: number; top: number; width: number; height: number; ending: boolean }

/** A triangle that shows support starting, or `ending`, within the hour. */
function halfCell({ left, top, width, height, ending }: HalfCell): string {
  return `M${left} ${top + height}h${width}${ending ? `l${-width} ${-height}` : `v${-height}`}z`
}

function listRuns(hours: readonly string[]): { from: number; to: number }[] {
  const runs: { from: number; to: number }[] = []
  hours.forEach((cover, hour) => {
    if (cover !== 'open') return
    const last = runs.at(-1)
    if (last?.to === hour) last.to = hour + 1
    else runs.push({ from: hour, to: hour + 1 })
  })
  return runs
}

export function WeekLegend({ words }: { words: { covered: string; partly: string | null; closed: string } }) {
  return (
    <ul aria-hidden="true" className="flex flex-wrap gap-x-4 gap-y-1 text-muted text-small">
      {(['covered', 'partly', 'closed'] as const).map((mark) =>
        words[mark] === null ? null : (
          <li key={mark} className="flex items-center gap-1.5">
            <svg aria-hidden="true" focusable="false" viewBox="0 0 16 16" className="size-4">
              <rect
                x={0.5}
                y={0.5}
                width={15}
                height={15}
                className={`${mark === 'covered' ? covered : bare} ${edge}`}
              />
              {mark === 'partly' ? (
                <path
                  d={halfCell({ left: 0.5, top: 0.5, width: 15, height: 15, ending: false })}
                  className={covered}
                />
              ) : null}
            </svg>
            {words[mark]}
          </li>
        ),
      )}
    </ul>
  )
}
