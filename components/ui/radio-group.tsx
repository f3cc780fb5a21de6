import type { ReactNode } from 'react'
import { Choice } from '#/components/ui/choice.tsx'
import { Fieldset } from '#/components/ui/fieldset.tsx'

export type ChoiceOption = {
  value: string
  label: ReactNode
  hint?: ReactNode | undefined
  disabled?: boolean | undefined
}

type RadioGroupProps = {
  name: string
  /** The first option's id, where an error summary's link arrives; the name unless given. */
  id?: string | undefined
  legend: ReactNode
  note?: ReactNode | undefined
  hint?: ReactNode | undefined
  error?: ReactNode | undefined
  required?: boolean | undefined
  options: readonly ChoiceOption[]
  defaultValue?: string | undefined
}

/** A choice of one among a few, all in sight. */
export function RadioGroup({ name, id = name, options, defaultValue, ...group }: RadioGroupProps) {
  return (
    <Fieldset {...group} id={id} role="radiogroup">
      <div>
        {options.map((option, index) => (
          <Choice
            key={option.value}
            type="radio"
            name={name}
            id={index === 0 ? id : `${id}-${option.value}`}
            value={option.value}
            label={option.label}
            hint={option.hint}
            disabled={option.disabled}
            defaultChecked={option.value === defaultValue}
          />
        ))}
      </div>
    </Fieldset>
  )
}
