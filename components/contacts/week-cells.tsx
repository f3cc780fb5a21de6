'use client'

import { type KeyboardEvent, type PointerEvent, useState } from 'react'
import type { SupportWindow } from '#/db/words/accounts.ts'
import { type CellBlock, cellsPerDay, toCells } from '#/lib/contacts/hours/cells.ts'
import { useContactFields } from './form-parts.tsx'
import { blockBetween, type Cell, formatBlock, moveCell } from './week-block.ts'

type WeekCellsProps = {
  windows: readonly SupportWindow[]
  label: string
  /** The block under the pointer or the keyboard; null when both are gone. */
  onSelect: (block: CellBlock | null) => void
  onPaint: (block: CellBlock, open: boolean) => void
}

/** `paints`: whether the pointer adds (true) or removes hours; undefined while it does neither. */
type Selection = { anchor: Cell; head: Cell; paints?: boolean }

/** If half an hour is narrower than this (pixels), the pointer paints whole hours. */
const narrowest = 8
const steps: Record<string, [days: number, cells: number]> = {
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  Home: [0, -cellsPerDay],
  End: [0, cellsPerDay],
}

/**
 * The half hours of the picture as a grid (WAI-ARIA APG) of which only the current cell is in the document. Arrow keys
 * move, with Shift they select, Space adds the selected hours, or removes them if all are there.
 */
export function WeekCells({ windows, label, onSelect, onPaint }: WeekCellsProps) {
  const { texts } = useContactFields()
  const [selection, setSelection] = useState<Selection>({ anchor: nineOnMonday, head: nineOnMonday })
  const cells = toCells(windows)
  const { head, paints } = selection
  const stateOf = ({ day, at }: Cell) => cells[day]?.[at] ?? 'closed'

  function select(next: Selection, block: CellBlock | null = blockBetween(next.anchor, next.head)) {
    setSelection(next)
    onSelect(block)
  }

  function press(event: KeyboardEvent) {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const step = steps[event.key]
    if (step) {
      const next = moveCell(head, ...step)
      select({ anchor: event.shiftKey ? selection.anchor : next, head: next })
    } else if (event.key === ' ' || event.key === 'Enter') {
      const block = blockBetween(selection.anchor, head)
      const isOpen = block.days.every((day) =>
        cells[day - 1]?.slice(block.from, block.to).every((state) => state === 'open'),
      )
      onPaint(block, !isOpen)
    } else if (event.key === 'Escape') {
      select({ anchor: head, head })
    } else return
    event.preventDefault()
  }

  function point(event: PointerEvent<HTMLTableElement>): { cell: Cell; step: number } {
    const box = event.currentTarget.getBoundingClientRect()
    const across = ((event.clientX - box.left) / box.width) * cellsPerDay
    const down = ((event.clientY - box.top) / box.height) * 7
    return {
      cell: moveCell({ day: 0, at: 0 }, Math.floor(down), Math.floor(across)),
      step: box.width / cellsPerDay < narrowest ? 2 : 1,
    }
  }

  function drag(event: PointerEvent<HTMLTableElement>, from: Selection) {
    const { cell, step } = point(event)
    const next = { ...from, head: cell }
    select(next, blockBetween(next.anchor, cell, step))
    return blockBetween(next.anchor, cell, step)
  }

  return (
    <table
      // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a grid is a table with keys
      role="grid"
      tabIndex={0}
      aria-label={label}
      aria-describedby="week-help"
      aria-rowcount={7}
      aria-colcount={cellsPerDay}
      aria-activedescendant="week-cell"
      className="absolute bottom-0 left-12 h-[10.5rem] w-[calc(100%-3rem)] max-w-[39rem] cursor-crosshair touch-pan-y select-none rounded-xs"
      onKeyDown={press}
      onFocus={(event) => {
        if (event.currentTarget.matches(':focus-visible')) select(selection)
      }}
      onBlur={() => onSelect(null)}
      onPointerDown={(event) => {
        if (event.button !== 0) return
        event.currentTarget.setPointerCapture(event.pointerId)
        const { cell } = point(event)
        drag(event, { anchor: cell, head: cell, paints: stateOf(cell) !== 'open' })
      }}
      onPointerMove={(event) => {
        if (paints !== undefined) drag(event, selection)
      }}
      onPointerUp={(event) => {
        if (paints === undefined) return
        const block = drag(event, selection)
        select({ anchor: head, head }, null)
        onPaint(block, paints)
      }}
      onPointerCancel={() => select({ anchor: head, head }, null)}
    >
      <tbody>
        <tr aria-rowindex={head.day + 1}>
          <td
            id="week-cell"
            aria-colindex={head.at + 1}
            aria-label={`${formatBlock(blockBetween(head, head), texts.days)}, ${texts.week[stateOf(head)]}`}
          />
        </tr>
      </tbody>
    </table>
  )
}

const nineOnMonday: Cell = { day: 0, at: 18 }
