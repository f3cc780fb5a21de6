'use client'

import { useEffect } from 'react'

const reachable =
  'a[href], button, input:not([type="hidden"]), select, textarea, summary, [tabindex]:not([tabindex="-1"])'

/** Moves the focus into the dialog, and keeps Tab inside. */
export function DialogFocus() {
  useEffect(() => {
    const dialog = document.getElementById('dialog')
    if (!dialog) return
    if (!dialog.contains(document.activeElement)) dialog.focus({ preventScroll: true })

    function goRound(event: KeyboardEvent) {
      if (event.key !== 'Tab' || !dialog) return
      const stops = listStops(dialog)
      const [first, last] = [stops[0], stops.at(-1)]
      const at = document.activeElement
      const leaving = event.shiftKey ? at === first || at === dialog : at === last
      if (!leaving) return
      event.preventDefault()
      const next = event.shiftKey ? last : first
      next?.focus()
    }

    dialog.addEventListener('keydown', goRound)
    return () => dialog.removeEventListener('keydown', goRound)
  }, [])

  return null
}

/** The tab stops in order. A radio group is one stop: the chosen option or the first. */
function listStops(dialog: HTMLElement): HTMLElement[] {
  return [...dialog.querySelectorAll<HTMLElement>(reachable)].filter(
    (stop) =>
      stop.checkVisibility({ visibilityProperty: true }) && !stop.matches(':disabled') && isRadioStop(stop),
  )
}

function isRadioStop(stop: HTMLElement): boolean {
  if (!(stop instanceof HTMLInputElement) || stop.type !== 'radio' || stop.checked) return true
  const group = stop.form?.elements.namedItem(stop.name)
  return !(group instanceof RadioNodeList) || (group.value === '' && group[0] === stop)
}
