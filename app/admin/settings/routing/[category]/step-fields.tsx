'use client'

import { Fragment, type ReactNode, useState } from 'react'
import { useFormField, useFormState } from '#/components/form/sending-form.tsx'
import { Field, Fieldset } from '#/components/ui/field.tsx'
import { Select, type SelectOption } from '#/components/ui/select.tsx'
import { listWaits } from '#/lib/notices/routing/step-waits.ts'

type StepFieldsProps = {
  legend: string
  hint: string
  /** The label and the value of each step, up to the maximum number. */
  places: readonly { label: string; value: string }[]
  /** What a notice waits for before the next step, and after the last; null if nothing follows it. */
  waits: { next: ReactNode; last: ReactNode | null }
  options: readonly SelectOption[]
}

/** The steps of a route in order, one choice for each; empty ones are skipped. */
export function StepFields({ legend, hint, places, waits, options }: StepFieldsProps) {
  const { fieldErrors } = useFormState()
  const { id, value } = useFormField('steps')
  const rendered = value ?? places.map((place) => place.value).join('\n')
  const start = rendered.split('\n')
  const [chosen, setChosen] = useState({ rendered, values: start })
  // An answer of the form replaces what was chosen since.
  const values = chosen.rendered === rendered ? chosen.values : start
  const drawn = listWaits(places.map((_, index) => values[index] ?? ''))
  const error = Object.entries(fieldErrors).find(([name]) => name === 'steps' || name.startsWith('steps.'))
  return (
    <Fieldset id={id} legend={legend} hint={hint} error={error?.[1]}>
      <div className="flex flex-col gap-2">
        {places.map(({ label }, index) => (
          <Fragment key={label}>
            {drawn[index]?.before ? waits.next : null}
            <Field name="steps" id={index === 0 ? id : `${id}.${index}`} label={label}>
              {(control) => (
                <Select
                  {...control}
                  options={options}
                  defaultValue={start[index] ?? ''}
                  onChange={({ target }) => setChosen({ rendered, values: values.with(index, target.value) })}
                />
              )}
            </Field>
            {drawn[index]?.after ? waits.last : null}
          </Fragment>
        ))}
      </div>
    </Fieldset>
  )
}
