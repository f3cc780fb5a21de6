'use client'

import { type RefObject, useLayoutEffect } from 'react'

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
}
