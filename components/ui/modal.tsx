'use client'

import { type ReactNode, useLayoutEffect, useRef } from 'react'

type ModalProps = { label: string; onClose: () => void; children: ReactNode }

/** A native dialog over the page, open from the start. Escape or a press beside it closes it and returns the focus. */
export function Modal({ label, onClose, children }: ModalProps) {
  const dialog = useRef<HTMLDialogElement>(null)

  useLayoutEffect(() => dialog.current?.showModal(), [])

  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape closes a native dialog
    <dialog
      ref={dialog}
      aria-label={label}
      onClose={onClose}
      onClick={(event) => event.target === dialog.current && dialog.current?.close()}
      className="mx-auto mt-0 w-full max-w-2xl rounded-box border border-line bg-surface p-0 text-ink shadow-float backdrop:bg-[oklch(0.2_0.02_235/0.45)] sm:mt-[12dvh]"
    >
      {children}
    </dialog>
  )
}
