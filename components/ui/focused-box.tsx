'use client'

import { type ComponentProps, type RefObject, useEffect, useRef } from 'react'

type FocusedBoxProps = Omit<ComponentProps<'div'>, 'ref' | 'tabIndex' | 'autoFocus'> & {
  as?: 'div' | 'h1' | 'h2' | undefined
}

/** A box that takes the focus when it appears, so that a screen reader reads it and Tab continues from there. */
export function FocusedBox({ as: Tag = 'div', ...props }: FocusedBoxProps) {
  const box = useRef<HTMLElement>(null)

  useEffect(() => box.current?.focus(), [])

  // Without JavaScript `autoFocus` is how the box takes the focus.
  return <Tag {...props} ref={box as RefObject<never>} tabIndex={-1} autoFocus />
}
