'use client'

import { type ReactNode, useLayoutEffect, useRef } from 'react'
import { ErrorSummary } from '#/components/ui/error-summary.tsx'
import { SubmitButton } from '#/components/ui/submit-button.tsx'
import type { FormState } from '#/lib/platform/lists/form-state.ts'
import type { FieldLabels } from './field-labels.ts'
import { FormFields, useFormErrors } from './sending-form.tsx'
import { SentForm, type useSending } from './sent-form.tsx'

type TwoStepFormProps = {
  sending: Omit<ReturnType<typeof useSending>, 'state'> & { state: FormState }
  id: string
  /** The fields that the second step keeps as they were typed. */
  names: readonly string[]
  /** The field that takes the focus after the step back. */
  first: string
  labels: FieldLabels
  /** The second step, which has its own buttons; null while the first is shown. */
  second: ReactNode | null
  preview: string
  /** What both steps send. */
  always?: ReactNode
  children: ReactNode
}

/** A form in two steps: the fields, then what comes of them. Both work without JavaScript. */
export function TwoStepForm(props: TwoStepFormProps) {
  const { sending, id, names, first, labels, second, preview, always, children } = props
  const { state } = sending
  const errors = useFormErrors(state, id, labels)
  const isSecond = second !== null
  const wasSecond = useRef(false)

  useLayoutEffect(() => {
    // The pressed button is gone after the step back, so the form takes the focus.
    if (wasSecond.current && !isSecond && errors.length === 0)
      document.getElementById(`${id}-${first}`)?.focus()
    wasSecond.current = isSecond
  }, [isSecond, errors, id, first])

  return (
    <SentForm sending={sending} id={id} className="flex flex-col gap-5">
      {always}
      {isSecond ? (
        <>
          {names.map((name) => (
            <input key={name} type="hidden" name={name} value={state.values[name] ?? ''} />
          ))}
          {second}
        </>
      ) : (
        <FormFields id={id} state={state}>
          <ErrorSummary errors={errors} />
          {children}
          <div>
            <SubmitButton name="intent" value="preview">
              {preview}
            </SubmitButton>
          </div>
        </FormFields>
      )}
    </SentForm>
  )
}
