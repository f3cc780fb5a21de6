'use client'

import type { ReactNode } from 'react'
import type { FieldLabels } from '#/components/form/field-labels.ts'
import { FormVersion } from '#/components/form/sending-form.tsx'
import { useSending } from '#/components/form/sent-form.tsx'
import { TwoStepForm } from '#/components/form/two-step-form.tsx'
import { emptyProgrammeForm, type ProgrammeFormAction } from '#/lib/admin/settings/programme-form-state.ts'
import { NearestContext } from './accent-field.tsx'
import { type PreviewTexts, ProgrammePreviewPart } from './programme-preview.tsx'

type ProgrammeFormProps = {
  action: ProgrammeFormAction
  version: number
  names: readonly string[]
  texts: PreviewTexts
  labels: FieldLabels
  children: ReactNode
}

export function ProgrammeForm({ action, version, names, texts, labels, children }: ProgrammeFormProps) {
  const sending = useSending(action, emptyProgrammeForm)
  const { id, preview, nearest } = sending.state
  return (
    <TwoStepForm
      sending={sending}
      id="programme"
      names={names}
      first="programmeName"
      labels={labels}
      preview={texts.preview}
      second={preview && <ProgrammePreviewPart key={id} preview={preview} texts={texts} />}
    >
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
    </TwoStepForm>
  )
}
