'use client'

import { selectAll, useSelection } from './selection.ts'

/** Says what the actions apply to; without JavaScript to the selected rows, or to all that match. */
export function SelectionCount({ form, texts }: { form: string; texts: { some: string; none: string } }) {
  const { count } = useSelection(form)
  return <span role="status">{count > 0 ? `${texts.some} ${count}` : texts.none}</span>
}

/** Gives up the selection, so that the actions apply to all that match. */
export function SelectNone({ form, text }: { form: string; text: string }) {
  const { count } = useSelection(form)
  if (count === 0) return null
  return (
    <li>
      <button type="button" className="menu-item" onClick={() => selectAll(form, false)}>
        {text}
      </button>
    </li>
  )
}
