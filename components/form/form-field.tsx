'use client'

import type { ComponentProps, ElementType, ReactNode } from 'react'
import { CheckboxGroup } from '#/components/ui/checkbox-group.tsx'
import { Field, type FieldControl } from '#/components/ui/field.tsx'
import { RadioGroup } from '#/components/ui/radio-group.tsx'
import { Select } from '#/components/ui/select.tsx'
import { TextInput } from '#/components/ui/text-input.tsx'
import { Textarea } from '#/components/ui/textarea.tsx'
import { useFormState } from './sending-form.tsx'

type FieldLook = {
  /** The id of the form around it. */
  form: string
  name: string
  label: ReactNode
  note?: ReactNode | undefined
  hint?: ReactNode | undefined
  required?: boolean | undefined
  labelHidden?: boolean | undefined
}

type FormFieldProps = FieldLook & {
  children: (control: FieldControl, value: string | undefined) => ReactNode
}

/** The field of any control of an `ActionForm`: `value` is what was typed before, if it was sent. */
function FormField({ form, children, ...look }: FormFieldProps) {
  const { fieldErrors, values } = useFormState()
  return (
    <Field {...look} id={`${form}-${look.name}`} error={fieldErrors[look.name]}>
      {(control) => children(control, values[look.name])}
    </Field>
  )
}

type Controlled<Control extends ElementType> = FieldLook &
  Omit<ComponentProps<Control>, keyof FieldLook | 'id' | 'defaultValue'> & {
    defaultValue?: string | undefined
  }

/** A labelled line of text of an `ActionForm`: keeps what was typed and shows its error. */
export function FormInput(props: Controlled<typeof TextInput>) {
  const { look, rest, defaultValue } = split(props)
  return (
    <FormField {...look}>
      {(control, value) => <TextInput {...rest} {...control} defaultValue={value ?? defaultValue} />}
    </FormField>
  )
}

/** As `FormInput`, for several lines. */
export function FormTextarea(props: Controlled<typeof Textarea>) {
  const { look, rest, defaultValue } = split(props)
  return (
    <FormField {...look}>
      {(control, value) => <Textarea {...rest} {...control} defaultValue={value ?? defaultValue} />}
    </FormField>
  )
}

/** As `FormInput`, for a choice from a list. */
export function FormSelect({
  options,
  defaultValue,
  ...look
}: FieldLook & { options: ComponentProps<typeof Select>['options']; defaultValue?: string }) {
  return (
    <FormField {...look}>
      {(control, value) => <Select {...control} options={options} defaultValue={value ?? defaultValue} />}
    </FormField>
  )
}

function split<Props extends FieldLook & { defaultValue?: string | undefined }>({
  form,
  name,
  label,
  note,
  hint,
  required,
  labelHidden,
  defaultValue,
  ...rest
}: Props) {
  return { look: { form, name, label, note, hint, required, labelHidden }, rest, defaultValue }
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

type FormCheckboxGroupProps = Omit<ComponentProps<typeof CheckboxGroup>, 'id' | 'error'> & {
  /** The id of the form around it. */
  form: string
}

/** As `FormInput`, for any number among a few. That none is ticked any more is known by the rest of what was sent. */
export function FormCheckboxGroup({ form, name, defaultValue, ...rest }: FormCheckboxGroupProps) {
  const { fieldErrors, values } = useFormState()
  const wasSent = Object.keys(values).length > 0
  const ticked = wasSent ? (values[name] ?? '').split('\n') : defaultValue
  return (
    <CheckboxGroup
      key={ticked?.join()}
      {...rest}
      name={name}
      id={`${form}-${name}`}
      error={fieldErrors[name]}
      defaultValue={ticked}
    />
  )
}
