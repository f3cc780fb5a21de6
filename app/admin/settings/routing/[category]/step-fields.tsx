'use client'

import { Fragment, type ReactNode } from 'react'
import { useFormField, useFormState } from '#/components/form/sending-form.tsx'
import { Field, Fieldset } from '#/components/ui/field.tsx'
import { Select, type SelectOption } from '#/components/ui/select.tsx'

type StepFieldsProps = {
  legend: string
  hint: string
  /** The label and the value of each step, up to the maximum number. */
  places: readonly { label: string; value: string }[]
  /** What a notice waits for between two steps. */
  wait: ReactNode
  options: readonly SelectOption[]
}

/** The steps of a route in order, one choice for each; empty ones are skipped. */
export function StepFields({ legend, hint, places, wait, options }: StepFieldsProps) {
  const { fieldErrors } = useFormState()
  const { id, value } = useFormField('steps')
  const sent = value?.split('\n')
  const error = Object.entries(fieldErrors).find(([name]) => name === 'steps' || name.startsWith('steps.'))
  return (
    <Fieldset id={id} legend={legend} hint={hint} error={error?.[1]}>
      <div className="flex flex-col gap-2">
        {places.map(({ label, value: stored }, index) => (
          <Fragment key={label}>
            {index > 0 ? wait : null}
            <Field name="steps" id={index === 0 ? id : `${id}.${index}`} label={label}>
              {(control) => (
                <Select {...control} options={options} defaultValue={sent ? (sent[index] ?? '') : stored} />
              )}
            </Field>
          </Fragment>
        ))}
      </div>
    </Fieldset>
  )
}
