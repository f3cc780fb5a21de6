'use client'

import type { SupportWindow } from '#/db/words/accounts.ts'
import { type CellBlock, cellMinutes } from '#/lib/contacts/hours/cells.ts'
import { minutesPerDay, spansOfWeek, weekdays } from '#/lib/contacts/hours/week.ts'
import { useContactFields } from './form-parts.tsx'

const hourMarks = [0, 6, 12, 18, 24]

type WeekBarsProps = { windows: readonly SupportWindow[]; block: CellBlock | null; label: string }

/** Seven days of 24 hours with a bar for each window, and a frame around the chosen block. */
export function WeekBars({ windows, block, label }: WeekBarsProps) {
  const { texts } = useContactFields()
  return (
    <div
      role="img"
      aria-label={label}
      className="grid max-w-2xl grid-cols-[2.5rem_minmax(0,1fr)] gap-x-2 text-muted text-small"
    >
      <span />
      <span className="flex justify-between tabular-nums">
        {hourMarks.map((hour) => (
          <span key={hour}>{String(hour).padStart(2, '0')}</span>
        ))}
      </span>
      <span className="grid auto-rows-[1.5rem] items-center">
        {weekdays.map((day) => (
          <span key={day}>{texts.days[day]}</span>
        ))}
      </span>
      <svg
        aria-hidden="true"
        focusable="false"
        viewBox="0 0 1440 7"
        preserveAspectRatio="none"
        className="h-[10.5rem] w-full overflow-visible"
      >
        {weekdays.map((day) => (
          <rect key={day} y={day - 0.9} width={minutesPerDay} height={0.8} className={bare} />
        ))}
        {listBars(windows).map(({ day, from, to }) => (
          <rect
            key={`${day} ${from}`}
            x={from}
            y={day - 0.9}
            width={to - from}
            height={0.8}
            className={covered}
          />
        ))}
        <path
          d={hourMarks.map((hour) => `M${hour * 60} 0V7`).join('')}
          vectorEffect="non-scaling-stroke"
          strokeWidth={1}
          className={`${edge} opacity-60`}
        />
        {block ? (
          <rect
            x={block.from * cellMinutes}
            y={(block.days[0] ?? 1) - 1}
            width={(block.to - block.from) * cellMinutes}
            height={block.days.length}
            vectorEffect="non-scaling-stroke"
            strokeWidth={3}
            className="fill-accent/30 stroke-ink forced-colors:stroke-[CanvasText]"
          />
        ) : null}
      </svg>
    </div>
  )
}

const covered = 'fill-accent forced-colors:fill-[Highlight]'
const bare = 'fill-sunken forced-colors:fill-[Canvas]'
const edge = 'stroke-control forced-colors:stroke-[CanvasText]'

function listBars(windows: readonly SupportWindow[]) {
  const spans = spansOfWeek(windows)
  return weekdays.flatMap((day) => {
    const midnight = (day - 1) * minutesPerDay
    return spans
      .map(({ from, to }) => ({
        day,
        from: Math.max(from - midnight, 0),
        to: Math.min(to - midnight, minutesPerDay),
      }))
      .filter(({ from, to }) => from < to)
  })
}
