'use client'

import { useErrorTitle } from '#/components/ui/error-summary.tsx'
import { FocusedBox } from '#/components/ui/focused-box.tsx'
import { Icon } from '#/components/ui/icon.tsx'

/** Why what a form did is no longer possible, in one line that takes the focus. There is nothing to correct. */
export function Refusal({ message }: { message: string }) {
  useErrorTitle(message)
  return (
    <FocusedBox key={message} role="alert" className="flex items-baseline gap-1.5 text-bad text-small">
      <span className="self-center">
        <Icon name="bad" size="small" />
      </span>
      <span className="min-w-0">{message}</span>
    </FocusedBox>
  )
}
