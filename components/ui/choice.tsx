import type { ComponentProps, ReactNode } from 'react'

type ChoiceProps = Omit<ComponentProps<'input'>, 'className' | 'style' | 'type' | 'id'> & {
  type: 'checkbox' | 'radio'
  id: string
  label: ReactNode
  hint?: ReactNode | undefined
}

/** A box or a dot with its label beside it: what Checkbox, CheckboxGroup and RadioGroup are made of. */
export function Choice({ type, id, label, hint, ...rest }: ChoiceProps) {
  const described = [rest['aria-describedby'], hint ? `${id}-hint` : ''].filter(Boolean).join(' ')
  return (
    <div className="flex min-h-8 gap-3 py-1">
      <input
        {...rest}
        id={id}
        type={type}
        aria-describedby={described || undefined}
        className="mt-0.5 size-5 shrink-0"
      />
      <div className="min-w-0">
        <label htmlFor={id} className="inline-block min-h-6">
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
