'use client'

import type { ComponentProps, MouseEvent } from 'react'
import { useFormStatus } from 'react-dom'
import { type ButtonSize, type ButtonVariant, buttonClass } from '#/components/ui/button-class.ts'
import { useFormTexts } from '#/components/ui/form-texts.tsx'
import { Icon } from '#/components/ui/icon.tsx'

type SubmitButtonProps = {
  variant?: ButtonVariant | undefined
  size?: ButtonSize | undefined
  /** What the button says while its form is on the way, where it is not what all say. */
  pendingLabel?: string | undefined
  children: string
} & Omit<ComponentProps<'button'>, 'className' | 'style' | 'type' | 'children' | 'onClick'>

/**
 * A submit that says when its form is on the way and ignores a second press meanwhile. It is never disabled, so that it
 * keeps the focus; without JavaScript it is a plain submit.
 */
export function SubmitButton({
  variant = 'primary',
  size = 'regular',
  pendingLabel,
  children,
  ...rest
}: SubmitButtonProps) {
  const { sending } = useFormTexts()
  const { pending, data } = useFormStatus()
  const pressed = pending && (!rest.name || data.get(rest.name) === String(rest.value ?? ''))

  function ignoreWhilePending(event: MouseEvent) {
    if (pending) event.preventDefault()
  }

  return (
    <button
      {...rest}
      type="submit"
      aria-disabled={pending || undefined}
      onClick={ignoreWhilePending}
      className={buttonClass(variant, size)}
    >
      {pressed ? (
        <span className="motion-safe:animate-spin">
          <Icon name="spinner" size="small" />
        </span>
      ) : null}
      {pressed ? (pendingLabel ?? sending) : children}
    </button>
  )
}
