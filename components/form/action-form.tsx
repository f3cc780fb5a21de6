import type { ReactNode } from 'react'
import type { FormAction } from '#/lib/platform/lists/form-state.ts'
import { type FieldLabels, labelsIn } from './field-labels.ts'
import { LockedForm, SendingForm } from './sending-form.tsx'

type ActionFormProps = {
  /** Null for who may only look: the form shows, and is disabled. */
  action: FormAction | null
  /** Names the form where a page has several; ids of its fields start with it. */
  id: string
  /** What the summary calls the fields that a component of its own makes. */
  labels?: FieldLabels | undefined
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
 * that nothing typed is lost; the summary on top names each field that stands in `children` itself or in `labels`, and leads to it.
 */
export function ActionForm({ action, labels, ...form }: ActionFormProps) {
  if (action)
    return <SendingForm {...form} action={action} labels={{ ...labelsIn(form.children), ...labels }} />
  return form.ended ? null : <LockedForm id={form.id}>{form.children}</LockedForm>
}
