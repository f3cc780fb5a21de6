'use client'

import type { ReactNode } from 'react'
import type { FieldLabels } from '#/components/form/field-labels.ts'
import { useSending } from '#/components/form/sent-form.tsx'
import { TwoStepForm } from '#/components/form/two-step-form.tsx'
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

const unsent: HandFormState = { ...emptyForm, id: '', review: null }

export function HandForm({ action, formKey, texts, labels, children }: HandFormProps) {
  const sending = useSending(action, unsent)
  const { id, review, values } = sending.state
  return (
    <TwoStepForm
      sending={sending}
      id="notice"
      names={handFieldNames}
      first="slug"
      labels={labels}
      preview={texts.preview}
      second={review && <HandReviewPart key={id} review={review} texts={texts} />}
      always={<input type="hidden" name="key" value={values.key ?? formKey} />}
    >
      {children}
    </TwoStepForm>
  )
}
