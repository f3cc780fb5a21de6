'use client'

import { selectAll, useSelection } from './selection.ts'

/** Selects every row of the page, or none; it needs JavaScript, so it shows only then. */
export function SelectPage({ form, label }: { form: string; label: string }) {
  const { count, rows } = useSelection(form)
  return (
    <label className={`inline-flex size-6 items-center justify-center ${rows > 0 ? '' : 'invisible'}`}>
      <span className="sr-only">{label}</span>
      <input
        type="checkbox"
        className="size-4.5"
        checked={rows > 0 && count === rows}
        onChange={({ target }) => selectAll(form, target.checked)}
      />
    </label>
  )
}
