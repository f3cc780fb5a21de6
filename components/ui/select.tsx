import type { ComponentProps } from 'react'
import { Icon } from './icon.tsx'

/** `lang`: the label's language, if it is not the page's. */
export type SelectOption = { value: string; label: string; lang?: string }
export type SelectGroup = { label: string; options: readonly SelectOption[] }

type SelectProps = Omit<
  ComponentProps<'select'>,
  'className' | 'style' | 'children' | 'multiple' | 'size'
> & {
  options: readonly (SelectOption | SelectGroup)[]
  /** As wide as the longest option instead of the full width. */
  fit?: boolean | undefined
  /** Keeps the focus when another value is shown: for forms without an action. */
  steady?: boolean | undefined
}

/** A choice from a list: the browser's own control. */
export function Select({ options, fit, steady, ...rest }: SelectProps) {
  // React resets an uncontrolled select after an action, so we remount it with its value.
  const key = steady ? '' : String(rest.defaultValue ?? '')
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

function renderOption({ value, label, lang }: SelectOption) {
  return (
    <option key={value} value={value} lang={lang}>
      {label}
    </option>
  )
}
