'use client'

import { createContext, type ReactNode, useContext, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { Banner } from '#/components/ui/banner.tsx'
import { ErrorSummary } from '#/components/ui/error-summary.tsx'
import { emptyForm, type FormAction, type FormState } from '#/lib/platform/lists/form-state.ts'
import { type FieldLabels, nameError } from './field-labels.ts'
import { Refusal } from './refusal.tsx'
import { loadQuestion, SentForm, useSending } from './sent-form.tsx'

const FormContext = createContext<{ id: string; state: FormState }>({ id: '', state: emptyForm })

/** The answer to the last submission of the surrounding form. */
export function useFormState(): FormState {
  return useContext(FormContext).state
}

/** A field of the surrounding form: its id, its error, and the value sent before. */
export function useFormField(name: string) {
  const { id, state } = useContext(FormContext)
  return { id: `${id}-${name}`, error: state.fieldErrors[name], value: state.values[name] }
}

/** Gives fields a form context, for forms that use them outside an `ActionForm`. */
export function FormFields({ id, state, children }: { id: string; state: FormState; children: ReactNode }) {
  const form = useMemo(() => ({ id, state }), [id, state])
  return <FormContext value={form}>{children}</FormContext>
}

/** A disabled form, for readers without the right to send it. */
export function LockedForm({ id, children }: { id: string; children: ReactNode }) {
  return (
    <fieldset disabled id={id} className="flex min-w-0 flex-col gap-5">
      <FormFields id={id} state={emptyForm}>
        {children}
      </FormFields>
    </fieldset>
  )
}

type SendingFormProps = {
  action: FormAction
  id: string
  ended?: boolean | undefined
  answer?: ReactNode | undefined
  labels: FieldLabels
  children: ReactNode
}

/** An `ActionForm` that the reader may send. */
export function SendingForm({ action, id, ended, answer, labels, children }: SendingFormProps) {
  const sending = useSending(action, emptyForm, { load: ({ question }) => question && loadQuestion() })
  const { state } = sending
  const form = useRef<HTMLFormElement>(null)
  // The submission succeeded, so the fields show the page's values.
  useLayoutEffect(() => {
    if (state.ok) form.current?.reset()
  }, [state])
  const errors = useFormErrors(state, id, labels)
  if (ended && (state.ok || errors.length === 0)) return null
  const isOver = ended && Object.keys(state.fieldErrors).length === 0
  if (answer && state.ok)
    return (
      <FormFields id={id} state={state}>
        {answer}
      </FormFields>
    )
  return (
    <SentForm sending={sending} question={state.question} ref={form} id={id} className="flex flex-col gap-5">
      <FormFields id={id} state={state}>
        {isOver ? <Refusal message={state.message} /> : <ErrorSummary errors={errors} />}
        {state.ok && state.message ? <Banner meaning="good" title={state.message} role="status" /> : null}
        {children}
      </FormFields>
    </SentForm>
  )
}

/** The lines of a form's error summary; each names its field, so that no two read the same. */
export function useFormErrors(state: FormState, id: string, labels: FieldLabels) {
  // We keep the first labels: a live update brings equal new ones, and the summary would take the focus each time.
  const [names] = useState(labels)
  return useMemo(() => listErrors(state, id, names), [state, id, names])
}

function listErrors(state: FormState, id: string, labels: FieldLabels) {
  const errors = Object.entries(state.fieldErrors).map(([name, message]) => ({
    fieldId: `${id}-${name}`,
    message: labels[name] ? nameError(labels[name], message) : message,
  }))
  if (errors.length > 0 || state.ok || !state.message) return errors
  return [{ fieldId: id, message: state.message }]
}

/**
 * The version that the form started from, sent as `version`. It survives corrections and reloads of the page until the
 * server reports that somebody else saved; then it takes the page's version.
 */
export function FormVersion({ value }: { value: number | string }) {
  const { fieldErrors, values } = useFormState()
  const sent = fieldErrors.version ? undefined : values.version
  return <input type="hidden" name="version" value={sent ?? value} />
}
