'use client'

import { useSyncExternalStore } from 'react'

/** How many rows are selected; negative if those are all of the page. None before the browser knows. */
export function useSelection(form: string): number {
  const read = () => {
    const boxes = listBoxes(form)
    const count = boxes.filter(({ checked }) => checked).length
    return count === boxes.length ? -count : count
  }
  return useSyncExternalStore(listen, read, () => 0)
}

/** Selects every row of the page, or none. */
export function selectAll(form: string, checked: boolean): void {
  for (const box of listBoxes(form)) box.checked = checked
  dispatchEvent(new Event('change'))
}

/** The boxes stand in the rows of the table, and belong to the form by its id. */
function listBoxes(form: string) {
  return [...document.querySelectorAll<HTMLInputElement>(`[form=${form}]`)]
}

/** The browser restores boxes when somebody comes back to a page. */
function listen(changed: () => void) {
  for (const event of ['change', 'pageshow']) addEventListener(event, changed)
  return () => {
    for (const event of ['change', 'pageshow']) removeEventListener(event, changed)
  }
}
