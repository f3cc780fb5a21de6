import type { ReactNode } from 'react'
import { ButtonLink, ButtonRow, type ButtonVariant } from '#/components/ui/button.tsx'
import { SubmitButton } from '#/components/ui/submit-button.tsx'
import type { FormAction } from '#/lib/platform/lists/form-state.ts'
import { type FieldLabels, labelsIn } from './field-labels.ts'
import { LockedForm, SendingForm } from './sending-form.tsx'

type ActionFormProps = {
  /** Null for who may only look: the form shows, and is disabled. */
  action: FormAction | null
  /** Names the form where a page has several; ids of its fields start with it. */
  id: string
  /** What is sent and nobody sees, by its names. */
  hidden?: Record<string, string | number> | undefined
  /** What the summary calls the fields that a component of its own makes. */
  labels?: FieldLabels | undefined
  /** What the button at its end says; without it the form has its buttons among its children. */
  submit?: string | undefined
  variant?: ButtonVariant | undefined
  /** The way back, beside the button. */
  cancel?: { href: string; label: string } | undefined
  /**
   * What the form is for can no longer be done, such as answering a closed case: it shows only to whoever sent it too
   * late, with why and what was typed. Render it in the same place as before, or without JavaScript both are lost.
   */
  ended?: boolean | undefined
  /** What takes the form's place once it has succeeded, where that leads nowhere else; `useFormState` is known in it. */
  answer?: ReactNode | undefined
  children?: ReactNode
}

/**
 * A form that sends to a server action, with JavaScript and without. Its fields take errors and values from here, so
 * that nothing typed is lost; the summary on top names each field that stands in `children` itself or in `labels`, and leads to it.
 */
export function ActionForm({ action, id, labels, ended, answer, ...parts }: ActionFormProps) {
  if (!action) return ended ? null : <LockedForm id={id}>{renderParts(parts)}</LockedForm>
  const named = { ...labelsIn(parts.children), ...labels }
  return (
    <SendingForm action={action} id={id} labels={named} ended={ended} answer={answer}>
      {renderParts(parts)}
    </SendingForm>
  )
}

type Parts = Pick<ActionFormProps, 'hidden' | 'children' | 'submit' | 'variant' | 'cancel'>

function renderParts({ hidden = {}, children, submit, variant, cancel }: Parts) {
  const button = submit ? <SubmitButton variant={variant}>{submit}</SubmitButton> : null
  return (
    <>
      {Object.entries(hidden).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {children}
      {button && cancel ? (
        <ButtonRow>
          {button}
          <ButtonLink href={cancel.href}>{cancel.label}</ButtonLink>
        </ButtonRow>
      ) : (
        button && <div>{button}</div>
      )}
    </>
  )
}
