'use client'

import { type ComponentProps, useLayoutEffect, useRef } from 'react'

type ModalProps = Pick<
  ComponentProps<'dialog'>,
  'aria-label' | 'aria-labelledby' | 'aria-describedby' | 'children'
> & {
  onClose: () => void
  size?: keyof typeof sizes
  /** Without JavaScript it is alone in the page's frame (globals.css). */
  opensAsPage?: boolean
}

const sizes = { small: 'max-w-lg', large: 'max-w-2xl' }

/** A native dialog over the page, open from the start. Escape or a press beside it closes it and returns the focus. */
export function Modal({ onClose, size = 'large', opensAsPage = false, children, ...names }: ModalProps) {
  const dialog = useRef<HTMLDialogElement>(null)

  useLayoutEffect(() => {
    const own = dialog.current
    if (!own || own.matches(':modal')) return
    // Only a closed dialog becomes modal.
    own.open = false
    own.showModal()
  }, [])

  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape closes a native dialog
    <dialog
      {...names}
      ref={dialog}
      open={opensAsPage}
      data-page={opensAsPage || undefined}
      onClose={onClose}
      onClick={(event) => event.target === dialog.current && dialog.current?.close()}
      className={`mx-auto mt-0 w-full rounded-box border border-line bg-surface p-0 text-ink shadow-float backdrop:bg-scrim sm:mt-[12dvh] ${sizes[size]}`}
    >
      {children}
    </dialog>
  )
}
