'use client'

import { type ComponentProps, type RefObject, useLayoutEffect, useRef, useState } from 'react'

type FocusedBoxProps = Omit<ComponentProps<'div'>, 'ref' | 'tabIndex' | 'autoFocus'> & {
  as?: 'div' | 'h1' | 'h2' | undefined
  /** False if something else on the page takes the focus. */
  focused?: boolean | undefined
}

/** A box that takes the focus when it appears, so that a screen reader reads it and Tab continues from there. */
export function FocusedBox({ as: Tag = 'div', focused = true, ...props }: FocusedBoxProps) {
  const box = useRef<HTMLElement>(null)

  // Only as it appears: a page that updates by itself must not move the focus.
  useFocus(box, useState(focused)[0])

  // Without JavaScript `autoFocus` is how the box takes the focus.
  return <Tag {...props} ref={box as RefObject<never>} tabIndex={-1} autoFocus={focused} />
}

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
    if (hasMovedOn) return
    own.focus()
    // After a redirect Next scrolls to the top of the page, later in the same commit.
    queueMicrotask(() => own.scrollIntoView({ block: 'nearest' }))
  }, [element, occasion])
}
