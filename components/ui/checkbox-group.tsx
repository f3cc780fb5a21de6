import type { ReactNode } from 'react'
import { Choice } from '#/components/ui/choice.tsx'
import { Fieldset } from '#/components/ui/fieldset.tsx'
import type { ChoiceOption } from '#/components/ui/radio-group.tsx'

type CheckboxGroupProps = {
  name: string
  /** The first option's id, where an error summary's link arrives; the name unless given. */
  id?: string | undefined
  legend: ReactNode
  note?: ReactNode | undefined
  hint?: ReactNode | undefined
  error?: ReactNode | undefined
  options: readonly ChoiceOption[]
  defaultValue?: readonly string[] | undefined
  /** Side by side where there is room, for short labels. */
  inline?: boolean | undefined
}

/** A choice of any number among a few, all sent under one name. */
export function CheckboxGroup({
  name,
  id = name,
  options,
  defaultValue,
  inline,
  ...group
}: CheckboxGroupProps) {
  return (
    <Fieldset {...group} id={id}>
      <div className={inline ? 'flex flex-wrap gap-x-6' : undefined}>
        {options.map((option, index) => (
          <Choice
            key={option.value}
            type="checkbox"
            name={name}
            id={index === 0 ? id : `${id}-${option.value}`}
            value={option.value}
            label={option.label}
            hint={option.hint}
            disabled={option.disabled}
            defaultChecked={defaultValue?.includes(option.value)}
          />
        ))}
      </div>
    </Fieldset>
  )
}
