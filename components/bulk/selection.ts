'use client'

import { useSyncExternalStore } from 'react'

/**
 * How many rows are selected; negative if those are all of the page, infinite if all accounts that match are meant. Null
 * before the browser knows.
 */
export function useSelection(form: string): number | null {
  const read = () => {
    const boxes = listBoxes(form)
    const count = boxes.filter(({ checked }) => checked).length
    if (findAll(form)?.checked) return Number.POSITIVE_INFINITY
    return count === boxes.length ? -count : count
  }
  return useSyncExternalStore(listen, read, () => null)
}

/** Selects every row of the page, or none. */
export function selectPage(form: string, checked: boolean): void {
  for (const box of listBoxes(form)) box.checked = checked
  const all = findAll(form)
  if (all && !checked) all.checked = false
  dispatchEvent(new Event('change'))
}

/** The check boxes are in the table's rows and refer to the form by its id. */
function listBoxes(form: string) {
  return [...document.querySelectorAll<HTMLInputElement>(`[form=${form}]`)]
}

function findAll(form: string) {
  return document.querySelector<HTMLInputElement>(`#${form} [name=all]`)
}

/** Browsers restore check boxes after going back to a page. */
function listen(changed: () => void) {
  const onChange = ({ target }: Event) => {
    // Whoever takes out one account does not mean all.
    if (target instanceof HTMLInputElement && target.name === 'only' && !target.checked) {
      const all = target.form && findAll(target.form.id)
      if (all) all.checked = false
    }
    changed()
  }
  addEventListener('change', onChange)
  addEventListener('pageshow', changed)
  return () => {
    removeEventListener('change', onChange)
    removeEventListener('pageshow', changed)
  }
}
