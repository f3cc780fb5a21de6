'use client'

import type { ComponentProps, ReactNode } from 'react'
import { Field } from '#/components/ui/field.tsx'
import { RadioGroup } from '#/components/ui/radio-group.tsx'
import { Select } from '#/components/ui/select.tsx'
import { TextInput } from '#/components/ui/text-input.tsx'
import { Textarea } from '#/components/ui/textarea.tsx'
import { useFormState } from './action-form.tsx'

type FieldLook = {
  /** The id of the form around it. */
  form: string
  name: string
  label: ReactNode
  note?: ReactNode
  hint?: ReactNode
  required?: boolean
  labelHidden?: boolean
}

type FormInputProps = FieldLook & Omit<ComponentProps<typeof TextInput>, 'form' | 'name' | 'id' | 'required'>

/** A labelled line of text of an `ActionForm`: keeps what was typed and shows its error. */
export function FormInput({
  form,
  name,
  label,
  note,
  hint,
  required,
  labelHidden,
  defaultValue,
  ...rest
}: FormInputProps) {
  const { fieldErrors, values } = useFormState()
  return (
    <Field
      {...{ name, label, note, hint, required, labelHidden }}
      id={`${form}-${name}`}
      error={fieldErrors[name]}
    >
      {(control) => <TextInput {...rest} {...control} defaultValue={values[name] ?? defaultValue} />}
    </Field>
  )
}

type FormTextareaProps = FieldLook &
  Omit<ComponentProps<typeof Textarea>, 'form' | 'name' | 'id' | 'required'>

/** As `FormInput`, for several lines. */
export function FormTextarea({
  form,
  name,
  label,
  note,
  hint,
  required,
  labelHidden,
  defaultValue,
  ...rest
}: FormTextareaProps) {
  const { fieldErrors, values } = useFormState()
  return (
    <Field
      {...{ name, label, note, hint, required, labelHidden }}
      id={`${form}-${name}`}
      error={fieldErrors[name]}
    >
      {(control) => <Textarea {...rest} {...control} defaultValue={values[name] ?? defaultValue} />}
    </Field>
  )
}

type FormSelectProps = FieldLook & {
  options: ComponentProps<typeof Select>['options']
  defaultValue?: string
}

/** As `FormInput`, for a choice from a list.  */
export function FormSelect({
  form,
  name,
  label,
  note,
  hint,
  required,
  labelHidden,
  options,
  defaultValue,
}: FormSelectProps) {
  const { fieldErrors, values } = useFormState()
  const value = values[name] ?? defaultValue
  return (
    <Field
      {...{ name, label, note, hint, required, labelHidden }}
      id={`${form}-${name}`}
      error={fieldErrors[name]}
    >
      {(control) => <Select {...control} options={options} defaultValue={value} />}
    </Field>
  )
}

type FormRadioGroupProps = Omit<ComponentProps<typeof RadioGroup>, 'id' | 'error'> & {
  /** The id of the form around it. */
  form: string
}

/** As `FormInput`, for a choice of one among a few, all in sight. */
export function FormRadioGroup({ form, name, defaultValue, ...rest }: FormRadioGroupProps) {
  const { fieldErrors, values } = useFormState()
  const value = values[name] ?? defaultValue
  return (
    <RadioGroup
      key={value}
      {...rest}
      name={name}
      id={`${form}-${name}`}
      error={fieldErrors[name]}
      defaultValue={value}
    />
  )
}
