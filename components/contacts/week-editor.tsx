'use client'

import { type RefObject, useEffect, useRef, useState } from 'react'
import { LiveRegion } from '#/components/ui/live-region.tsx'
import { Select } from '#/components/ui/select.tsx'
import { type HoursRow, maxWindows, type SupportWindow } from '#/db/words/accounts.ts'
import { parseForm } from '#/lib/contacts/form/values.ts'
import {
  type CellBlock,
  cellMinutes,
  listCompleteWindows,
  listRowZones,
  paintRows,
} from '#/lib/contacts/hours/cells.ts'
import { minutesPerDay, spansOfWeek, weekdays } from '#/lib/contacts/hours/week.ts'
import { fillPlaceholders, useContactFields } from './form-parts.tsx'
import { formatBlock } from './week-block.ts'
import { WeekCells } from './week-cells.tsx'
import { covered, WeekFrame } from './week-frame.tsx'

export type WeekEditorProps = {
  /** The rows of the form as last rendered; what is typed since then is read from the form. */
  rows: readonly HoursRow[]
  zone: string
  /** The names of the saved zones: "Rome time". One typed since has its own. */
  zoneNames: Readonly<Record<string, string>>
  onPaint: (rows: HoursRow[]) => void
}

/**
 * The hours of one zone as a picture of the week, beside their fields and always in step with them: painted on
 * by dragging, or by the keyboard.
 */
export function WeekEditor({ rows, zone, zoneNames, onPaint }: WeekEditorProps) {
  const { texts } = useContactFields()
  const ref = useRef<HTMLDivElement>(null)
  const live = useLiveRows(ref, rows)
  const [chosen, setChosen] = useState('')
  const [block, setBlock] = useState<CellBlock | null>(null)
  const [announced, setAnnounced] = useState('')
  const zones = listRowZones(live, zone)
  const shown = zones.includes(chosen) ? chosen : (zones[0] ?? zone)
  const windows = listCompleteWindows(live, shown)
  const words = texts.week
  const nameOf = (one: string) => zoneNames[one] ?? one
  const label = fillPlaceholders(words.label, { zone: nameOf(shown) })
  const inWords = windows
    .map(({ days, opens, closes }) => `${days.map((day) => texts.days[day]).join(', ')} ${opens}–${closes}`)
    .join('; ')

  function paint(painted: CellBlock, open: boolean) {
    const after = paintRows(live, shown, painted, open)
    const isFull = after.length > maxWindows
    if (!isFull) onPaint(after)
    const what = isFull ? words.full : open ? words.added : words.removed
    setAnnounced(fillPlaceholders(what, { hours: formatBlock(painted, texts.days), max: maxWindows }))
  }

  return (
    <div ref={ref} className="flex min-w-0 flex-col gap-2">
      {zones.length > 1 ? (
        <div className="max-w-80">
          <Select
            aria-label={words.zone}
            options={zones.map((one) => ({ value: one, label: nameOf(one) }))}
            defaultValue={shown}
            onChange={(event) => setChosen(event.target.value)}
          />
        </div>
      ) : null}
      <p className="font-medium">{label}</p>
      <div className="relative">
        <WeekBars windows={windows} block={block} label={`${label}: ${inWords || words.closed}`} />
        <WeekCells windows={windows} label={label} onSelect={setBlock} onPaint={paint} />
      </div>
      <p id="week-help" className="max-w-measure text-muted text-small">
        {words.help}
      </p>
      <div className="min-h-6 text-small">
        <span aria-hidden="true">{block ? formatBlock(block, texts.days) : announced}</span>
        <div className="sr-only">
          <LiveRegion>{announced}</LiveRegion>
        </div>
      </div>
    </div>
  )
}

/** The current rows of support hours in the form around `ref`. */
function useLiveRows(ref: RefObject<HTMLElement | null>, rendered: readonly HoursRow[]): readonly HoursRow[] {
  const [live, setLive] = useState({ rendered, rows: rendered })
  if (live.rendered !== rendered) setLive({ rendered, rows: rendered })
  useEffect(() => {
    const form = ref.current?.closest('form')
    if (!form) return
    const read = ({ type, target }: Event) => {
      if (!(target instanceof HTMLInputElement) || !target.name.startsWith('support-hours.')) return
      // Half a time zone is another one.
      if (type === 'input' && target.name.endsWith('.zone')) return
      setLive({ rendered, rows: parseForm(new FormData(form))['support-hours'] })
    }
    form.addEventListener('input', read)
    form.addEventListener('change', read)
    return () => {
      form.removeEventListener('input', read)
      form.removeEventListener('change', read)
    }
  }, [ref, rendered])
  return live.rendered === rendered ? live.rows : rendered
}

type WeekBarsProps = { windows: readonly SupportWindow[]; block: CellBlock | null; label: string }

function WeekBars({ windows, block, label }: WeekBarsProps) {
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
