'use client'

import { FocusedBox } from '#/components/ui/focused-box.tsx'
import { Icon } from '#/components/ui/icon.tsx'
import { useFormState } from './sending-form.tsx'

/** The answer of the surrounding form in one line, where the form was. It takes the focus. */
export function FormAnswer() {
  const { message } = useFormState()
  return (
    <FocusedBox role="status" className="flex items-baseline gap-1.5 text-good text-small">
      <span className="self-center">
        <Icon name="good" size="small" />
      </span>
      {message}
    </FocusedBox>
  )
}
