'use client'

import type { ReactNode } from 'react'
import { Fieldset } from '#/components/ui/field.tsx'
import type { FieldId } from '#/db/words/contacts.ts'
import { useContactFields } from './form-context.ts'

type FormFieldsetProps = { field: FieldId; required?: boolean; children: ReactNode }

/** One of the seven fields: its name, what it is for, its error, and its controls. */
export function FormFieldset({ field, required, children }: FormFieldsetProps) {
  const { texts, errors } = useContactFields()
  const { name, hint } = texts.fields[field]
  return (
    <div id={field} tabIndex={-1} className="outline-none">
      <Fieldset
        id={`field-${field}`}
        legend={<span className="font-semibold text-large">{name}</span>}
        note={required ? texts.required : texts.optional}
        hint={hint}
        error={errors[field]}
      >
        {children}
      </Fieldset>
    </div>
  )
}
