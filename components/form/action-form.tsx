import type { ReactNode } from 'react'
import { ButtonRow, type ButtonVariant } from '#/components/ui/button.tsx'
import { SubmitButton } from '#/components/ui/submit-button.tsx'
import type { FormAction } from '#/lib/platform/lists/form-state.ts'
import { type FieldLabels, labelsIn } from './field-labels.ts'
import { FormVersion, LockedForm, SendingForm } from './sending-form.tsx'
import { CancelLink } from './sent-form.tsx'

type ActionFormProps = {
  /** Null for a read-only form. */
  action: FormAction | null
  /** Prefix of the field ids, and the form's name if a page has several. */
  id: string
  hidden?: Record<string, string | number> | undefined
  /** Labels for the summary of fields inside other components. */
  labels?: FieldLabels | undefined
  /** The version that the form started from (`FormVersion`). */
  version?: number | string | undefined
  /** The submit button's text; without it, the children contain the buttons. */
  submit?: string | undefined
  /** The button's name for screen readers, which tells equal buttons apart. */
  named?: string | undefined
  variant?: ButtonVariant | undefined
  size?: 'small' | undefined
  /** The submit button takes the focus when the page opens: a link led to this form. */
  focused?: boolean | undefined
  /** Where the link beside the button leads, usually the page above. */
  cancel?: string | undefined
  /**
   * Set when the action is no longer possible, such as answering a closed case: the form then appears only after a late
   * submission, with the reason and the typed text, and without its button. Render it in the same place, or without JavaScript both get lost.
   */
  ended?: boolean | undefined
  /** Replaces the form after success, if the action does not redirect; `useFormState` works inside it. */
  answer?: ReactNode | undefined
  children?: ReactNode
}

/**
 * A form for a server action, with and without JavaScript. Its fields get errors and typed values from it; the summary
 * links to each faulty field that `children` or `labels` name.
 */
export function ActionForm({ action, id, labels, ended, answer, ...parts }: ActionFormProps) {
  if (!action) return ended ? null : <LockedForm id={id}>{renderParts(parts)}</LockedForm>
  const named = { ...labelsIn(parts.children), ...labels }
  return (
    <SendingForm action={action} id={id} labels={named} ended={ended} answer={answer}>
      {renderParts(ended ? { ...parts, submit: undefined } : parts)}
    </SendingForm>
  )
}

type Parts = Omit<ActionFormProps, 'action' | 'id' | 'labels' | 'ended' | 'answer'>

function renderParts({ hidden = {}, version, children, submit, named, focused, cancel, ...look }: Parts) {
  const button = submit ? (
    // The key makes a button that is there already take the focus too.
    <SubmitButton {...look} key={focused ? 'focused' : 'plain'} aria-label={named} autoFocus={focused}>
      {submit}
    </SubmitButton>
  ) : null
  return (
    <>
      {Object.entries(hidden).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {version === undefined ? null : <FormVersion value={version} />}
      {children}
      {button && cancel ? (
        <ButtonRow>
          {button}
          <CancelLink href={cancel} />
        </ButtonRow>
      ) : (
        button && <div>{button}</div>
      )}
    </>
  )
}
