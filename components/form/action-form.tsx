'use client'

import { createContext, type ReactNode, useActionState, useContext, useMemo } from 'react'
import { Banner } from '#/components/ui/banner.tsx'
import { ErrorSummary } from '#/components/ui/error-summary.tsx'
import { emptyForm, type FormAction, type FormState } from '#/lib/form-state.ts'

/** Of the form around, for its fields: for forms that are not an `ActionForm` but use the same fields. */
export const FormStateContext = createContext<FormState>(emptyForm)

/** What the last sending of the form around answered; a field's id is `<form id>-<name>`. */
export function useFormState(): FormState {
  return useContext(FormStateContext)
}

type ActionFormProps = {
  /** Null for who may only look: the form shows, and is disabled. */
  action: FormAction | null
  /** Names the form where a page has several; ids of its fields start with it. */
  id: string
  /** Head of the error summary. */
  summaryTitle: string
  /**
   * What the form is for can no longer be done, such as answering a closed case: it shows only to whoever sent it too
   * late, with why and what was typed. Render it in the same place as before, or without JavaScript both are lost.
   */
  ended?: boolean | undefined
  /** What takes the form's place once it has succeeded, where that leads nowhere else; `useFormState` is known in it. */
  answer?: ReactNode | undefined
  children: ReactNode
}

/**
 * A form that sends to a server action, with JavaScript and without. Its fields take errors and values from here, so
 * that nothing typed is lost; the summary on top leads to each field.
 */
export function ActionForm({ action, ...form }: ActionFormProps) {
  if (action) return <SendingForm {...form} action={action} />
  return form.ended ? null : (
    <fieldset disabled id={form.id} className="flex min-w-0 flex-col gap-5">
      {form.children}
    </fieldset>
  )
}

function SendingForm({
  action,
  id,
  summaryTitle,
  ended,
  answer,
  children,
}: ActionFormProps & { action: FormAction }) {
  const [state, send] = useActionState(action, emptyForm)
  const errors = useMemo(() => listErrors(state, id), [state, id])
  if (ended && (state.ok || errors.length === 0)) return null
  if (answer && state.ok) return <FormStateContext value={state}>{answer}</FormStateContext>
  return (
    <form action={send} id={id} noValidate className="flex flex-col gap-5">
      <FormStateContext value={state}>
        <ErrorSummary title={summaryTitle} errors={errors} />
        {state.ok && state.message ? <Banner meaning="good" title={state.message} role="status" /> : null}
        {children}
      </FormStateContext>
    </form>
  )
}

/** The lines of the error summary of the form with this id. */
export function listErrors(state: FormState, id: string) {
  const errors = Object.entries(state.fieldErrors).map(([name, message]) => ({
    fieldId: `${id}-${name}`,
    message,
  }))
  if (errors.length > 0 || state.ok || !state.message) return errors
  return [{ fieldId: id, message: state.message }]
}
