'use client'

import { type ComponentProps, useEffect, useRef } from 'react'

/** A box that takes the focus when it appears, so that a screen reader reads it and Tab continues from there. */
export function FocusedBox(props: Omit<ComponentProps<'div'>, 'ref' | 'tabIndex' | 'autoFocus'>) {
  const box = useRef<HTMLDivElement>(null)

  useEffect(() => box.current?.focus(), [])

  // biome-ignore lint/a11y/noAutofocus: without JavaScript this is how the box takes the focus
  return <div {...props} ref={box} tabIndex={-1} autoFocus />
}
