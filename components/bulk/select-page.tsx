'use client'

import { selectPage, useSelection } from './selection.ts'

/** Selects every row of the page, or none. It needs JavaScript. */
export function SelectPage({ form, label }: { form: string; label: string }) {
  const selected = useSelection(form) ?? 0
  return (
    <input
      type="checkbox"
      aria-label={label}
      className="size-6 align-middle noscript:invisible"
      checked={selected < 0 || selected === Number.POSITIVE_INFINITY}
      onChange={({ target }) => selectPage(form, target.checked)}
    />
  )
}
