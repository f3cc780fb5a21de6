'use client'

import { useFormState } from '#/components/form/sending-form.tsx'
import { Field } from '#/components/ui/field.tsx'
import { Fieldset } from '#/components/ui/fieldset.tsx'
import { Select, type SelectOption } from '#/components/ui/select.tsx'

type StepFieldsProps = {
  /** The id of the form around it. */
  form: string
  legend: string
  hint: string
  /** The label of each place, and what it holds; as many as there can be steps. */
  places: readonly { label: string; value: string }[]
  options: readonly SelectOption[]
}

/** The steps of a route, one choice for each, in their order; those left empty are left out. */
export function StepFields({ form, legend, hint, places, options }: StepFieldsProps) {
  const { fieldErrors, values } = useFormState()
  const sent = values.steps?.split('\n')
  const error = Object.entries(fieldErrors).find(([name]) => name === 'steps' || name.startsWith('steps.'))
  return (
    <Fieldset id={`${form}-steps`} legend={legend} hint={hint} error={error?.[1]}>
      <div className="flex flex-col gap-3">
        {places.map(({ label, value }, index) => (
          <Field
            key={label}
            name="steps"
            id={index === 0 ? `${form}-steps` : `${form}-steps.${index}`}
            label={label}
          >
            {(control) => (
              <Select {...control} options={options} defaultValue={sent ? (sent[index] ?? '') : value} />
            )}
          </Field>
        ))}
      </div>
    </Fieldset>
  )
}
