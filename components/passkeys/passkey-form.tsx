import { headers } from 'next/headers'
import { getMessages, getTranslations } from 'next-intl/server'
import type { ComponentProps, ReactNode } from 'react'
import { ActionForm } from '#/components/form/action-form.tsx'
import { FormInput } from '#/components/form/form-field.tsx'
import type { ButtonVariant } from '#/components/ui/button.tsx'
import { maxPasskeyNameLength } from '#/lib/identity/passkeys/schema.ts'
import { recogniseBrowser } from '#/lib/identity/sessions/browser.ts'
import type { FormAction } from '#/lib/platform/lists/form-state.ts'
import { PasskeyButton } from './passkey-button.tsx'

type PasskeyFormProps = {
  ask: ComponentProps<typeof PasskeyButton>['ask']
  action: FormAction
  id: string
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

type EnrolFormProps = Pick<
  ComponentProps<typeof PasskeyForm>,
  'ask' | 'action' | 'hidden' | 'isOnlyWay' | 'variant'
>

/** Adds a passkey; the suggested name is what the browser says about itself. */
export async function EnrolForm(props: EnrolFormProps) {
  const t = await getTranslations('passkeys')
  const names = await getTranslations('settings.browser')
  const { browser, system } = recogniseBrowser((await headers()).get('user-agent') ?? '')
  const name = browser && system ? names('on', { browser, system }) : (browser ?? system ?? '')
  return (
    <PasskeyForm {...props} id="passkey-add" button={t('add')}>
      <FormInput
        name="name"
        label={t('name')}
        hint={`${t('nameHint')} ${t('addLead')}`}
        defaultValue={name}
        maxLength={maxPasskeyNameLength}
        autoComplete="off"
        width="half"
        required
      />
    </PasskeyForm>
  )
}
