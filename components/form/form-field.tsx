'use client'

import type { ComponentProps, ElementType, ReactNode } from 'react'
import { CheckboxGroup, RadioGroup } from '#/components/ui/choice.tsx'
import { Field, type FieldControl } from '#/components/ui/field.tsx'
import { useFormTexts } from '#/components/ui/form-texts.tsx'
import { Select } from '#/components/ui/select.tsx'
import { Textarea, TextInput } from '#/components/ui/text-input.tsx'
import { useFormField, useFormState } from './sending-form.tsx'

type FieldLook = {
  name: string
  label: ReactNode
  optional?: boolean | undefined
  hint?: ReactNode | undefined
  required?: boolean | undefined
  labelHidden?: boolean | undefined
}

type FormFieldProps = FieldLook & {
  children: (control: FieldControl, value: string | undefined) => ReactNode
}

/** The field of any control of an `ActionForm`; `value` is the text sent before. */
function FormField({ optional, children, ...look }: FormFieldProps) {
  const { id, error, value } = useFormField(look.name)
  const texts = useFormTexts()
  return (
    <Field {...look} id={id} error={error} note={optional ? texts.optional : undefined}>
      {(control) => children(control, value)}
    </Field>
  )
}

type Controlled<Control extends ElementType> = FieldLook &
  Omit<ComponentProps<Control>, keyof FieldLook | 'id' | 'defaultValue'> & {
    defaultValue?: string | undefined
  }

/** A labelled text input of an `ActionForm`; keeps the typed text and shows the error. */
export function FormInput(props: Controlled<typeof TextInput>) {
  const { look, rest, defaultValue } = split(props)
  return (
    <FormField {...look}>
      {(control, value) => <TextInput {...rest} {...control} defaultValue={value ?? defaultValue} />}
    </FormField>
  )
}

/** Like `FormInput`, for several lines. */
export function FormTextarea(props: Controlled<typeof Textarea>) {
  const { look, rest, defaultValue } = split(props)
  return (
    <FormField {...look}>
      {(control, value) => <Textarea {...rest} {...control} defaultValue={value ?? defaultValue} />}
    </FormField>
  )
}

/** Like `FormInput`, for a choice from a list. */
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
  name,
  label,
  optional,
  hint,
  required,
  labelHidden,
  defaultValue,
  ...rest
}: Props) {
  return { look: { name, label, optional, hint, required, labelHidden }, rest, defaultValue }
}

type Grouped<Group extends ElementType> = Omit<ComponentProps<Group>, 'id' | 'error'>

/** Like `FormInput`, for radio buttons. */
export function FormRadioGroup({ defaultValue, ...rest }: Grouped<typeof RadioGroup>) {
  const { id, error, value = defaultValue } = useFormField(rest.name)
  return <RadioGroup key={value} {...rest} id={id} error={error} defaultValue={value} />
}

/** Like `FormInput`, for checkboxes. Other fields of the submission show that the person cleared them all. */
export function FormCheckboxGroup({ defaultValue, ...rest }: Grouped<typeof CheckboxGroup>) {
  const { id, error, value } = useFormField(rest.name)
  const wasSent = Object.keys(useFormState().values).length > 0
  const ticked = wasSent ? (value ?? '').split('\n') : defaultValue
  return <CheckboxGroup key={ticked?.join()} {...rest} id={id} error={error} defaultValue={ticked} />
}
