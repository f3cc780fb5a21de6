import { headers } from 'next/headers'
import { getTranslations } from 'next-intl/server'
import type { ComponentProps } from 'react'
import { FormInput } from '#/components/form/form-field.tsx'
import { longestPasskeyName } from '#/lib/identity/passkeys/schema.ts'
import { recogniseBrowser } from '#/lib/identity/sessions/browser.ts'
import { PasskeyForm } from './passkey-form.tsx'

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
        maxLength={longestPasskeyName}
        autoComplete="off"
        width="half"
        required
      />
    </PasskeyForm>
  )
}
