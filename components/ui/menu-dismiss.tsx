'use client'

import { useEffect, useRef } from 'react'

/** Closes the menu around it on Escape, on a press outside, and after a followed link. */
export function MenuDismiss() {
  const mark = useRef<HTMLSpanElement>(null)

  useEffect(() => {
    const menu = mark.current?.closest('details')
    if (!menu) return

    function closeOnEscape(event: KeyboardEvent) {
      if (event.key !== 'Escape' || !menu?.open) return
      menu.open = false
      menu.querySelector('summary')?.focus()
    }

    function closeOnClick(event: MouseEvent) {
      const { target } = event
      if (!menu?.open || !(target instanceof Element)) return
      if (!menu.contains(target) || target.closest('a')) menu.open = false
    }

    menu.addEventListener('keydown', closeOnEscape)
    document.addEventListener('click', closeOnClick)
    return () => {
      menu.removeEventListener('keydown', closeOnEscape)
      document.removeEventListener('click', closeOnClick)
    }
  }, [])

  return <span ref={mark} hidden />
}
