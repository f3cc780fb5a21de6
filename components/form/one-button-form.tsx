import { SubmitButton } from '#/components/ui/submit-button.tsx'
import type { FormAction } from '#/lib/platform/lists/form-state.ts'
import { ActionForm } from './action-form.tsx'

type OneButtonFormProps = {
  action: FormAction
  /** Names the form on its page. */
  id: string
  /** What the button is pressed for: the fields that nobody sees, by their names. */
  hidden: Record<string, string | number>
  variant?: 'primary' | 'secondary' | 'quiet' | 'danger' | undefined
  children: string
}

/** A button that does one thing. */
export function OneButtonForm({ action, id, hidden, variant, children }: OneButtonFormProps) {
  return (
    <ActionForm action={action} id={id}>
      {Object.entries(hidden).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <div>
        <SubmitButton variant={variant ?? 'primary'}>{children}</SubmitButton>
      </div>
    </ActionForm>
  )
}
