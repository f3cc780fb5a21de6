'use client'

import type { SupportWindow } from '#/db/words/accounts.ts'
import { type CellBlock, cellMinutes } from '#/lib/contacts/hours/cells.ts'
import { minutesPerDay, spansOfWeek, weekdays } from '#/lib/contacts/hours/week.ts'
import { useContactFields } from './form-parts.tsx'
import { covered, WeekFrame } from './week-frame.tsx'

type WeekBarsProps = { windows: readonly SupportWindow[]; block: CellBlock | null; label: string }

export function WeekBars({ windows, block, label }: WeekBarsProps) {
  const { texts } = useContactFields()
  return (
    <WeekFrame dayNames={weekdays.map((day) => texts.days[day])} label={label}>
      {listBars(windows).map(({ day, from, to }) => (
        <rect
          key={`${day} ${from}`}
          x={from / 60}
          y={day - 0.9}
          width={(to - from) / 60}
          height={0.8}
          className={covered}
        />
      ))}
      {block ? (
        <rect
          x={(block.from * cellMinutes) / 60}
          y={(block.days[0] ?? 1) - 1}
          width={((block.to - block.from) * cellMinutes) / 60}
          height={block.days.length}
          vectorEffect="non-scaling-stroke"
          strokeWidth={3}
          className="fill-accent/30 stroke-ink forced-colors:stroke-[CanvasText]"
        />
      ) : null}
    </WeekFrame>
  )
}

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
