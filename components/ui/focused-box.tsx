'use client'

import { type ComponentProps, type RefObject, useRef, useState } from 'react'
import { useFocus } from '#/components/ui/use-focus.ts'

type FocusedBoxProps = Omit<ComponentProps<'div'>, 'ref' | 'tabIndex' | 'autoFocus'> & {
  as?: 'div' | 'h1' | 'h2' | undefined
  /** False if something else on the page takes the focus. */
  focused?: boolean | undefined
}

/** A box that takes the focus when it appears, so that a screen reader reads it and Tab continues from there. */
export function FocusedBox({ as: Tag = 'div', focused = true, ...props }: FocusedBoxProps) {
  const box = useRef<HTMLElement>(null)

  // Only as it appears: a page that updates by itself must not move the focus.
  const [takes] = useState(focused)
  useFocus(box, takes)

  // Without JavaScript `autoFocus` is how the box takes the focus.
  return <Tag {...props} ref={box as RefObject<never>} tabIndex={-1} autoFocus={focused} />
}
