'use client'

import type { ComponentProps, ElementType, ReactNode } from 'react'
import { CheckboxGroup, Choice, RadioGroup } from '#/components/ui/choice.tsx'
import { Field } from '#/components/ui/field.tsx'
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

type Controlled<Control extends ElementType> = FieldLook &
  Omit<ComponentProps<Control>, keyof FieldLook | 'id' | 'defaultValue'> & {
    defaultValue?: string | undefined
  }

/** Makes a control a labelled field of an `ActionForm`, which keeps the typed text and shows the error. */
export function defineField<Control extends ElementType>(Control: ElementType) {
  return function FormField({ name, optional, defaultValue, ...props }: Controlled<Control>) {
    const { label, hint, required, labelHidden, ...rest } = props
    const { id, error, value = defaultValue } = useFormField(name)
    const texts = useFormTexts()
    const look = { name, id, label, hint, error, required, labelHidden }
    return (
      <Field {...look} note={optional ? texts.optional : undefined}>
        {(control) => <Control {...rest} {...control} defaultValue={value} />}
      </Field>
    )
  }
}

export const FormInput = defineField<typeof TextInput>(TextInput)
export const FormTextarea = defineField<typeof Textarea>(Textarea)
export const FormSelect = defineField<typeof Select>(Select)

type Grouped<Group extends ElementType> = Omit<ComponentProps<Group>, 'id' | 'error'>

export function FormRadioGroup({ defaultValue, ...rest }: Grouped<typeof RadioGroup>) {
  const { id, error, value = defaultValue } = useFormField(rest.name)
  return <RadioGroup key={value} {...rest} id={id} error={error} defaultValue={value} />
}

/** The same for checkboxes. Other fields of the submission show that the person cleared them all. */
export function FormCheckboxGroup({ defaultValue, ...rest }: Grouped<typeof CheckboxGroup>) {
  const { id, error, value } = useFormField(rest.name)
  const wasSent = Object.keys(useFormState().values).length > 0
  const ticked = wasSent ? (value ?? '').split('\n') : defaultValue
  return <CheckboxGroup key={ticked?.join()} {...rest} id={id} error={error} defaultValue={ticked} />
}

type SwitchProps = Pick<ComponentProps<typeof Choice>, 'label' | 'hint' | 'defaultChecked'> & { name: string }

/** One checkbox that is sent as `on`. */
export function FormSwitch({ defaultChecked, ...rest }: SwitchProps) {
  const { id, value } = useFormField(rest.name)
  const wasSent = Object.keys(useFormState().values).length > 0
  const isOn = wasSent ? value === 'on' : defaultChecked
  return <Choice key={String(isOn)} {...rest} type="checkbox" id={id} value="on" defaultChecked={isOn} />
}
