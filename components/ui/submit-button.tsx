'use client'

import type { ComponentProps, MouseEvent } from 'react'
import { useFormStatus } from 'react-dom'
import { Button } from './button.tsx'
import { useFormTexts } from './form-texts.tsx'
import { Icon } from './icon.tsx'

type SubmitButtonProps = Omit<ComponentProps<typeof Button>, 'type' | 'icon' | 'onClick'>

/**
 * A submit button that shows sending and ignores a second press. It is never disabled, so it keeps the focus; without
 * JavaScript it is a plain button.
 */
export function SubmitButton({ variant = 'primary', children, ...rest }: SubmitButtonProps) {
  const { sending } = useFormTexts()
  const { pending, data } = useFormStatus()
  const pressed = pending && (!rest.name || data.get(rest.name) === String(rest.value ?? ''))

  function ignoreWhilePending(event: MouseEvent) {
    if (pending) event.preventDefault()
  }

  return (
    <Button {...rest} variant={variant} aria-disabled={pending || undefined} onClick={ignoreWhilePending}>
      {pressed ? (
        <span className="motion-safe:animate-spin">
          <Icon name="spinner" size="small" />
        </span>
      ) : null}
      {pressed ? sending : children}
    </Button>
  )
}
