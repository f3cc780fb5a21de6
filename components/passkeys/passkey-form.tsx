import { getMessages } from 'next-intl/server'
import type { ComponentProps, ReactNode } from 'react'
import { ActionForm } from '#/components/form/action-form.tsx'
import type { ButtonVariant } from '#/components/ui/button.tsx'
import type { FormAction } from '#/lib/platform/lists/form-state.ts'
import { PasskeyButton } from './passkey-button.tsx'

type PasskeyFormProps = {
  ask: ComponentProps<typeof PasskeyButton>['ask']
  action: FormAction
  id: string
  /** The hidden fields, by name. */
  hidden?: Record<string, string> | undefined
  variant?: ButtonVariant | undefined
  /** Whether the page offers another way without JavaScript. */
  isOnlyWay?: boolean | undefined
  button: string
  children?: ReactNode
}

/** A form whose button asks the browser to create or use a passkey, and sends the response. */
export async function PasskeyForm(props: PasskeyFormProps) {
  const { ask, action, id, hidden, variant, isOnlyWay = false, button, children } = props
  const { passkeys: texts } = await getMessages()
  return (
    <ActionForm action={action} id={id} hidden={hidden}>
      {children}
      <PasskeyButton
        ask={ask}
        variant={variant}
        pendingLabel={ask.kind === 'new' ? texts.adding : texts.showing}
        faults={texts.faults}
        unavailable={texts.unavailable}
        noScript={isOnlyWay ? texts.noScriptStaff : texts.noScript}
      >
        {button}
      </PasskeyButton>
    </ActionForm>
  )
}
