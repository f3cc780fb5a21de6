'use client'

import { type RefObject, useEffect, useLayoutEffect } from 'react'

/**
 * Gives the element the focus as it appears, and again for each new `occasion` that is not false. Before the browser paints, as a
 * key pressed on what shows must meet the focus there. Where the page came with `autoFocus`, the browser has done it, and the
 * reader may have gone on since.
 */
export function useFocus(element: RefObject<HTMLElement | null>, occasion: unknown): void {
  useLayoutEffect(() => {
    const own = element.current
    if (!own || !occasion) return
    const hasMovedOn = own.autofocus && document.activeElement !== document.body
    own.autofocus = false
    if (!hasMovedOn) own.focus()
  }, [element, occasion])

  // After a redirect Next scrolls to the top of the page, later than the focus scrolls to the element.
  useEffect(() => {
    const own = element.current
    if (occasion && own === document.activeElement) own?.scrollIntoView({ block: 'nearest' })
  }, [element, occasion])
}
