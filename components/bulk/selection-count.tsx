'use client'

import { selectAll, useSelection } from './selection.ts'

/** Says what the actions apply to; without JavaScript to the selected rows, or to all that match. */
export function SelectionCount({ form, texts }: { form: string; texts: { some: string; none: string } }) {
  const count = Math.abs(useSelection(form))
  // As wide either way, so that selecting a row moves none.
  return <span className="inline-block min-w-20">{count > 0 ? `${texts.some} ${count}` : texts.none}</span>
}

/** Gives up the selection, so that the actions apply to all that match. */
export function SelectNone({ form, text }: { form: string; text: string }) {
  return useSelection(form) === 0 ? null : (
    <li>
      <button type="button" className="menu-item" onClick={() => selectAll(form, false)}>
        {text}
      </button>
    </li>
  )
}
