import type { ComponentProps, ReactNode } from 'react'
import { Fieldset } from './field.tsx'

type ChoiceProps = Omit<ComponentProps<'input'>, 'className' | 'style' | 'type' | 'id'> & {
  type: 'checkbox' | 'radio'
  id: string
  label: ReactNode
  hint?: ReactNode | undefined
}

export function Choice({ type, id, label, hint, lang, ...rest }: ChoiceProps) {
  const described = [rest['aria-describedby'], hint ? `${id}-hint` : ''].filter(Boolean).join(' ')
  return (
    <div className="flex min-h-8 gap-3 py-1">
      <input
        {...rest}
        id={id}
        type={type}
        aria-describedby={described || undefined}
        className="size-6 shrink-0"
      />
      <div className="min-w-0">
        <label htmlFor={id} lang={lang} className="inline-block min-h-6">
          {label}
        </label>
        {hint ? (
          <div id={`${id}-hint`} className="max-w-measure text-small text-muted">
            {hint}
          </div>
        ) : null}
      </div>
    </div>
  )
}

type GroupProps = Omit<ComponentProps<typeof Fieldset>, 'id' | 'note' | 'role' | 'children'> & {
  name: string
  /** Id of the first option, the target of the error summary; the name by default. */
  id?: string | undefined
  options: readonly { value: string; label: ReactNode; hint?: ReactNode | undefined; lang?: string }[]
}

export function RadioGroup(props: GroupProps & { defaultValue?: string | undefined }) {
  const { name, id = name, options, defaultValue, ...group } = props
  return (
    <Fieldset {...group} id={id} role="radiogroup">
      <div>{renderChoices('radio', name, id, options, [defaultValue])}</div>
    </Fieldset>
  )
}

type CheckboxGroupProps = GroupProps & {
  defaultValue?: readonly string[] | undefined
  /** Side by side if they fit, for short labels. */
  inline?: boolean | undefined
}

export function CheckboxGroup(props: CheckboxGroupProps) {
  const { name, id = name, options, defaultValue = [], inline, ...group } = props
  return (
    <Fieldset {...group} id={id}>
      <div className={inline ? 'flex flex-wrap gap-x-6' : undefined}>
        {renderChoices('checkbox', name, id, options, defaultValue)}
      </div>
    </Fieldset>
  )
}

function renderChoices(
  type: ChoiceProps['type'],
  name: string,
  id: string,
  options: GroupProps['options'],
  chosen: readonly (string | undefined)[],
) {
  return options.map((option, index) => (
    <Choice
      key={option.value}
      {...option}
      type={type}
      name={name}
      id={index === 0 ? id : `${id}-${option.value}`}
      defaultChecked={chosen.includes(option.value)}
    />
  ))
}
