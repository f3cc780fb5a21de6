'use client'

import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react'
import type { FieldLabels } from '#/components/form/field-labels.ts'
import { FormVersion } from '#/components/form/form-version.tsx'
import { FormFields, listErrors } from '#/components/form/sending-form.tsx'
import { SentForm, useSending } from '#/components/form/sent-form.tsx'
import { ErrorSummary } from '#/components/ui/error-summary.tsx'
import { SubmitButton } from '#/components/ui/submit-button.tsx'
import {
  emptyProgrammeForm,
  type ProgrammeFormAction,
  programmeFieldNames,
} from '#/lib/admin/settings/programme-form-state.ts'
import { NearestContext } from './accent-field.tsx'
import { type PreviewTexts, ProgrammePreviewPart } from './programme-preview.tsx'

type ProgrammeFormProps = {
  action: ProgrammeFormAction
  version: number
  texts: PreviewTexts & { preview: string }
  labels: FieldLabels
  children: ReactNode
}

const id = 'programme'

/** The programme's settings in two steps, writing and preview. Both work without JavaScript. */
export function ProgrammeForm({ action, version, texts, labels, children }: ProgrammeFormProps) {
  const sending = useSending(action, emptyProgrammeForm)
  const { state } = sending
  // We keep the first labels: an equal new object would make the summary take the focus.
  const [names] = useState(labels)
  const errors = useMemo(() => listErrors(state, id, names), [state, names])
  const previewed = useRef(false)
  const { preview, values, nearest } = state

  useEffect(() => {
    // The pressed button is gone after the step back, so the form takes the focus.
    if (previewed.current && !preview && errors.length === 0)
      document.getElementById(`${id}-programmeName`)?.focus()
    previewed.current = preview !== null
  }, [preview, errors])

  return (
    <SentForm sending={sending} id={id} className="flex flex-col gap-5">
      {preview ? (
        <>
          {programmeFieldNames.map((name) => (
            <input key={name} type="hidden" name={name} value={values[name] ?? ''} />
          ))}
          <ProgrammePreviewPart key={state.id} preview={preview} texts={texts} />
        </>
      ) : (
        <FormFields id={id} state={state}>
          <ErrorSummary errors={errors} />
          <FormVersion value={version} />
          {/* Enter in a field presses the first button of a form. */}
          <button
            type="submit"
            name="intent"
            value="preview"
            tabIndex={-1}
            aria-hidden="true"
            className="sr-only"
          >
            {texts.preview}
          </button>
          <NearestContext value={nearest}>{children}</NearestContext>
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
