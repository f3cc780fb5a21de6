import type { ReactNode } from 'react'
import { describedBy, FieldNotes } from '#/components/ui/field-notes.tsx'

/** What a control must carry to belong to its field: spread it on TextInput, Textarea, Select or a control of your own. */
export type FieldControl = {
  id: string
  name: string
  'aria-describedby': string | undefined
  'aria-invalid': true | undefined
  'aria-required': true | undefined
}

type FieldProps = {
  name: string
  /** Where an error summary's link arrives; the name unless given. */
  id?: string | undefined
  label: ReactNode
  /** Beside the label, muted: "optional". */
  note?: ReactNode | undefined
  hint?: ReactNode | undefined
  error?: ReactNode | undefined
  required?: boolean | undefined
  labelHidden?: boolean | undefined
  children: (control: FieldControl) => ReactNode
}

/**
 * A labelled control: label above, hint under it, error between hint and control, wired once for assistive technology.
 * `required` is said, not enforced by the browser: the server answers with our words.
 */
export function Field({
  name,
  id = name,
  label,
  note,
  hint,
  error,
  required,
  labelHidden,
  children,
}: FieldProps) {
  return (
    <div className="flex min-w-0 flex-col gap-1.5">
      <div className={labelHidden ? 'sr-only' : 'flex flex-wrap items-baseline gap-x-2'}>
        <label htmlFor={id} className="font-medium">
          {label}
        </label>
        {note ? <span className="text-small text-muted">{note}</span> : null}
      </div>
      <FieldNotes id={id} hint={hint} error={error} />
      {children({
        id,
        name,
        'aria-describedby': describedBy(id, { hint, error }),
        'aria-invalid': error ? true : undefined,
        'aria-required': required || undefined,
      })}
    </div>
  )
}
