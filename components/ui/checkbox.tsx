import type { ComponentProps, ReactNode } from 'react'
import { Choice } from '#/components/ui/choice.tsx'
import { FieldNotes } from '#/components/ui/field-notes.tsx'

type CheckboxProps = Omit<ComponentProps<'input'>, 'className' | 'style' | 'type'> & {
  name: string
  label: ReactNode
  hint?: ReactNode | undefined
  error?: ReactNode | undefined
}

/** One yes or no, the error above it. */
export function Checkbox({ id, label, hint, error, ...rest }: CheckboxProps) {
  const own = id ?? rest.name
  return (
    <div className="flex flex-col gap-1.5">
      <FieldNotes id={own} error={error} />
      <Choice
        {...rest}
        type="checkbox"
        id={own}
        label={label}
        hint={hint}
        aria-invalid={error ? true : undefined}
        aria-describedby={error ? `${own}-error` : undefined}
      />
    </div>
  )
}
