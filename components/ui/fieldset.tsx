import type { ReactNode } from 'react'
import { describedBy, FieldNotes } from '#/components/ui/field-notes.tsx'

type FieldsetProps = {
  /** The notes are `<id>-hint` and `<id>-error`; the group itself is `<id>-group`. */
  id: string
  legend: ReactNode
  note?: ReactNode | undefined
  hint?: ReactNode | undefined
  error?: ReactNode | undefined
  role?: 'radiogroup' | undefined
  required?: boolean | undefined
  children: ReactNode
}

/** Controls that answer one question together: its legend above, then hint, error and the controls. */
export function Fieldset({ id, legend, note, hint, error, role, required, children }: FieldsetProps) {
  const radio =
    role === 'radiogroup'
      ? { role, 'aria-required': required || undefined, 'aria-invalid': Boolean(error) || undefined }
      : {}
  return (
    <fieldset id={`${id}-group`} {...radio} aria-describedby={describedBy(id, { hint, error })}>
      <legend className="mb-1.5 flex flex-wrap items-baseline gap-x-2">
        <span className="font-medium">{legend}</span>
        {note ? <span className="text-small text-muted">{note}</span> : null}
      </legend>
      <div className="flex flex-col gap-1.5">
        <FieldNotes id={id} hint={hint} error={error} />
        {children}
      </div>
    </fieldset>
  )
}
