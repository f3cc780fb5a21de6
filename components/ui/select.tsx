import type { ComponentProps } from 'react'
import { Icon } from './icon.tsx'

export type SelectOption = { value: string; label: string }
export type SelectGroup = { label: string; options: readonly SelectOption[] }

type SelectProps = Omit<
  ComponentProps<'select'>,
  'className' | 'style' | 'children' | 'multiple' | 'size'
> & {
  options: readonly (SelectOption | SelectGroup)[]
  /** As wide as its longest option, instead of all the room there is. */
  fit?: boolean | undefined
}

/** A choice of one among several, as the browser's own list. */
export function Select({ options, fit, ...rest }: SelectProps) {
  // React resets an uncontrolled select to its first value after an action unless the element is made anew.
  const key = String(rest.defaultValue ?? '')
  return (
    <div className={fit ? 'relative inline-block max-w-full' : 'relative w-full'}>
      <select key={key} {...rest} className="control w-full appearance-none truncate pr-10">
        {options.map((option) =>
          'options' in option ? (
            <optgroup key={option.label} label={option.label}>
              {option.options.map(renderOption)}
            </optgroup>
          ) : (
            renderOption(option)
          ),
        )}
      </select>
      <span className="pointer-events-none absolute inset-y-0 right-3 flex items-center text-muted">
        <Icon name="chevron-down" />
      </span>
    </div>
  )
}

function renderOption({ value, label }: SelectOption) {
  return (
    <option key={value} value={value}>
      {label}
    </option>
  )
}
