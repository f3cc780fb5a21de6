'use client'

import { selectAll, useSelection } from './selection.ts'

/** Selects every row of the page, or none. It needs JavaScript. */
export function SelectPage({ form, label }: { form: string; label: string }) {
  return (
    <input
      type="checkbox"
      aria-label={label}
      className="size-6 align-middle noscript:invisible"
      checked={useSelection(form) < 0}
      onChange={({ target }) => selectAll(form, target.checked)}
    />
  )
}
