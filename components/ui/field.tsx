import type { ReactNode } from 'react'
import { Icon } from './icon.tsx'

/** The props that connect a control to its field: spread them on TextInput, Textarea, Select or your own control. */
export type FieldControl = {
  id: string
  name: string
  'aria-describedby': string | undefined
  'aria-invalid': true | undefined
  'aria-required': true | undefined
}

type Notes = { hint?: ReactNode | undefined; error?: ReactNode | undefined }

type Described = Notes & {
  /** Muted text beside the label: "optional". */
  note?: ReactNode | undefined
  required?: boolean | undefined
}

type FieldProps = Described & {
  name: string
  /** Target of the error summary; the name by default. */
  id?: string | undefined
  label: ReactNode
  labelHidden?: boolean | undefined
  children: (control: FieldControl) => ReactNode
}

/**
 * A labelled control with hint and error, connected for screen readers. `required` is only announced: the server checks
 * it, with our words.
 */
export function Field(props: FieldProps) {
  const { name, id = name, label, note, hint, error, required, labelHidden, children } = props
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

type FieldsetProps = Described & {
  /** The ids are `<id>-hint`, `<id>-error`, and `<id>-group` for the group. */
  id: string
  legend: ReactNode
  /** For groups that structure a page: the legend is a heading. */
  heading?: boolean | undefined
  role?: 'radiogroup' | undefined
  /** Whether one of the controls has an error of its own. */
  isFaulty?: boolean | undefined
  children: ReactNode
}

/** Controls that answer one question: legend, hint, error, controls. A red line marks a group with an error, its own or a control's. */
export function Fieldset(props: FieldsetProps) {
  const { id, legend, heading, note, hint, error, role, required, isFaulty, children } = props
  const radio =
    role === 'radiogroup'
      ? { role, 'aria-required': required || undefined, 'aria-invalid': Boolean(error) || undefined }
      : {}
  return (
    <fieldset
      id={`${id}-group`}
      {...radio}
      aria-describedby={describedBy(id, { hint, error })}
      className={error || isFaulty ? 'border-bad border-l-4 pl-3' : undefined}
    >
      <legend className="mb-1.5 flex flex-wrap items-baseline gap-x-2">
        {heading ? <h2 className="text-large">{legend}</h2> : <span className="font-medium">{legend}</span>}
        {note ? <span className="text-small text-muted">{note}</span> : null}
      </legend>
      <div className="flex flex-col gap-1.5">
        <FieldNotes id={id} hint={hint} error={error} />
        {children}
      </div>
    </fieldset>
  )
}

/** The ids for a control's `aria-describedby`; undefined without hint and error. */
function describedBy(id: string, { hint, error }: Notes): string | undefined {
  const ids = [hint ? `${id}-hint` : '', error ? `${id}-error` : ''].filter(Boolean)
  return ids.length > 0 ? ids.join(' ') : undefined
}

/** The hint and error of the control or group with this id. */
function FieldNotes({ id, hint, error }: { id: string } & Notes) {
  return (
    <>
      {hint ? (
        <div id={`${id}-hint`} className="max-w-measure text-small text-muted">
          {hint}
        </div>
      ) : null}
      {error ? (
        <div id={`${id}-error`} className="flex max-w-measure gap-1.5 text-small font-medium text-bad">
          <span className="flex h-5 items-center">
            <Icon name="bad" size="small" />
          </span>
          <span className="min-w-0">{error}</span>
        </div>
      ) : null}
    </>
  )
}
