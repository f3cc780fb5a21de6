'use client'

import { useSyncExternalStore } from 'react'

/** How many rows are selected, and of how many; none before the browser knows. */
export function useSelection(form: string): { count: number; rows: number } {
  const count = useSyncExternalStore(
    listen,
    () => listBoxes(form).filter(({ checked }) => checked).length,
    () => 0,
  )
  const rows = useSyncExternalStore(
    listen,
    () => listBoxes(form).length,
    () => 0,
  )
  return { count, rows }
}

/** Selects every row of the page, or none. */
export function selectAll(form: string, checked: boolean): void {
  for (const box of listBoxes(form)) box.checked = checked
  document.dispatchEvent(new Event('change'))
}

/** The boxes stand in the rows of the table, and belong to the form by its id. */
function listBoxes(form: string): HTMLInputElement[] {
  const found = document.getElementById(form)
  const elements = found instanceof HTMLFormElement ? [...found.elements] : []
  return elements.filter((one) => one instanceof HTMLInputElement).filter(({ type }) => type === 'checkbox')
}

/** The browser restores boxes when somebody comes back to a page. */
function listen(changed: () => void) {
  document.addEventListener('change', changed)
  window.addEventListener('pageshow', changed)
  return () => {
    document.removeEventListener('change', changed)
    window.removeEventListener('pageshow', changed)
  }
}
