'use client'

import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react'
import type { FieldLabels } from '#/components/form/field-labels.ts'
import { FormFields, listErrors } from '#/components/form/sending-form.tsx'
import { SentForm, useSending } from '#/components/form/sent-form.tsx'
import { ErrorSummary } from '#/components/ui/error-summary.tsx'
import { SubmitButton } from '#/components/ui/submit-button.tsx'
import {
  type HandFormAction,
  type HandFormState,
  handFieldNames,
} from '#/lib/notices/composing/hand-form-state.ts'
import { emptyForm } from '#/lib/platform/lists/form-state.ts'
import { HandReviewPart, type HandReviewTexts } from './hand-review.tsx'

type HandFormProps = {
  action: HandFormAction
  /** A new id, so that sending the form twice sends one notice. */
  formKey: string
  texts: HandReviewTexts & { preview: string }
  labels: FieldLabels
  children: ReactNode
}

const id = 'notice'
const unsent: HandFormState = { ...emptyForm, id: '', review: null }

/** A notice by hand in two steps, writing and review. Both work without JavaScript. */
export function HandForm({ action, formKey, texts, labels, children }: HandFormProps) {
  const sending = useSending(action, unsent)
  const { state } = sending
  // We keep the first labels: an equal new object would make the summary take the focus.
  const [names] = useState(labels)
  const errors = useMemo(() => listErrors(state, id, names), [state, names])
  const reviewed = useRef(false)
  const { review, values } = state

  useEffect(() => {
    // The pressed button is gone after the step back, so the form takes the focus.
    if (reviewed.current && !review && errors.length === 0) document.getElementById(`${id}-slug`)?.focus()
    reviewed.current = review !== null
  }, [review, errors])

  return (
    <SentForm sending={sending} id={id} className="flex flex-col gap-6">
      <input type="hidden" name="key" value={values.key ?? formKey} />
      {review ? (
        <>
          {handFieldNames.map((name) => (
            <input key={name} type="hidden" name={name} value={values[name] ?? ''} />
          ))}
          <HandReviewPart key={state.id} review={review} texts={texts} />
        </>
      ) : (
        <FormFields id={id} state={state}>
          <ErrorSummary errors={errors} />
          {children}
          <div>
            <SubmitButton name="intent" value="preview">
              {texts.preview}
            </SubmitButton>
          </div>
        </FormFields>
      )}
    </SentForm>
  )
}
