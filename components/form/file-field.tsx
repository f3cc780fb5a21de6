'use client'

import { type ChangeEvent, type ReactNode, useState } from 'react'
import { Field } from '#/components/ui/field.tsx'
import { useFormTexts } from '#/components/ui/form-texts.tsx'
import { useFormField } from './sending-form.tsx'

type FileFieldProps = {
  name: string
  label: string
  hint: ReactNode
  accept: string
  /** The most bytes that the server takes, and the sentence for a larger file. */
  limit: { bytes: number; fault: string }
  required?: boolean
}

/** A field for one file. It says at once when the file is too large, and its form then sends nothing (`useSending`). */
export function FileField({ name, label, hint, accept, limit, required }: FileFieldProps) {
  const { id, error } = useFormField(name)
  const [fault, setFault] = useState('')
  const texts = useFormTexts()
  function judge({ currentTarget: input }: ChangeEvent<HTMLInputElement>) {
    const isLarge = [...(input.files ?? [])].some(({ size }) => size > limit.bytes)
    const found = isLarge ? limit.fault : ''
    input.setCustomValidity(found)
    setFault(found)
  }
  const note = required ? undefined : texts.optional
  return (
    <Field
      name={name}
      id={id}
      label={label}
      note={note}
      hint={hint}
      error={fault || error}
      required={required}
    >
      {(control) => (
        <input
          {...control}
          type="file"
          accept={accept}
          onChange={judge}
          className="control w-full max-w-measure"
        />
      )}
    </Field>
  )
}
