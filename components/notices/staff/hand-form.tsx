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
import { HandSummaryPart, type HandSummaryTexts } from './hand-summary.tsx'

type HandFormProps = {
  action: HandFormAction
  /** A new id, so that sending the form twice sends one notice. */
  formKey: string
  texts: HandSummaryTexts & { preview: string }
  labels: FieldLabels
  children: ReactNode
}

const unsent: HandFormState = { ...emptyForm, id: '', summary: null }

export function HandForm({ action, formKey, texts, labels, children }: HandFormProps) {
  const sending = useSending(action, unsent)
  const { id, summary, values } = sending.state
  return (
    <TwoStepForm
      sending={sending}
      id="notice"
      names={handFieldNames}
      first="slug"
      labels={labels}
      preview={texts.preview}
      second={summary && <HandSummaryPart key={id} summary={summary} texts={texts} />}
      always={<input type="hidden" name="key" value={values.key ?? formKey} />}
    >
      {children}
    </TwoStepForm>
  )
}
