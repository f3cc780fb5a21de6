'use client'

import { SubmitButton } from '#/components/ui/submit-button.tsx'
import type { FormAction } from '#/lib/platform/lists/form-state.ts'
import { ActionForm } from './action-form.tsx'
import { FormAnswer } from './form-answer.tsx'

type RowActionProps = {
  /** Null for readers without the right to do it. */
  action: FormAction | null
  id: string
  hidden: Record<string, string | number>
  label: string
  /** The label with the row's name, for screen readers. */
  named: string
  /** Whether it can be done now. The answer stays after it was done. */
  isOffered: boolean
}

/**
 * A button in a row of a list; the result replaces it, so that people stay in the list. A client component, so that a
 * page of a hundred sends what they say, and not also their elements.
 */
export function RowAction({ action, id, hidden, label, named, isOffered }: RowActionProps) {
  return (
    <ActionForm action={action} id={id} hidden={hidden} answer={<FormAnswer />}>
      {isOffered ? (
        <SubmitButton variant="secondary" size="small" aria-label={named}>
          {label}
        </SubmitButton>
      ) : null}
    </ActionForm>
  )
}
