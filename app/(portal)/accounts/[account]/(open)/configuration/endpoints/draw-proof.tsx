import { getMessages, getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { askToShowAction } from '#/app/passkey/actions.ts'
import { LostPasskey } from '#/app/settings/give-proof.tsx'
import { ProofCodeButton } from '#/components/endpoints/proof-code-button.tsx'
import { FormInput } from '#/components/form/form-field.tsx'
import { PasskeyButton } from '#/components/passkeys/passkey-button.tsx'
import type { ButtonVariant } from '#/components/ui/button.tsx'
import { codeInput } from '#/components/ui/text-input.tsx'
import type { Reader } from '#/db/store/store.ts'
import type { AccountGrant } from '#/lib/accounts/access/grants.ts'
import { proofLife } from '#/lib/identity/passkeys/policy.ts'
import { readProof } from '#/lib/identity/passkeys/proof.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { mailProofCodeAction } from './endpoint-actions.ts'

/** The last field of a form, and its submit button's text, unless the field contains the button. */
type Ending = { field: ReactNode; submit?: string }

/**
 * Ends forms that change where alarms go: for who has not just shown who they are, the proof is the last field, a mailed code or the
 * button of the passkey. A proof that would end while somebody types is asked for at once.
 */
export async function drawProof(
  { actor, account, readOnly }: AccountGrant,
  read: Reader,
): Promise<(submit: string, variant?: ButtonVariant) => Ending> {
  const proof = readOnly ? null : await readProof(read, actor, { at: now() + proofLife / 2 })
  if (!proof?.missing) return (submit) => ({ field: null, submit })
  const t = await getTranslations('endpoints.proof')
  const { passkeys: texts } = await getMessages()
  if (!proof.mustShow)
    return (submit) => ({
      submit,
      field: (
        <>
          <FormInput
            {...codeInput}
            name="proof"
            label={t('code')}
            hint={t('hint', { email: actor.user.email })}
            required={false}
          />
          <ProofCodeButton action={mailProofCodeAction} account={account.slug}>
            {t('send')}
          </ProofCodeButton>
        </>
      ),
    })
  return (submit, variant) => ({
    field: (
      <>
        <p className="text-small">{t('passkey')}</p>
        <PasskeyButton
          ask={{ kind: 'show', action: askToShowAction }}
          variant={variant}
          pendingLabel={texts.showing}
          faults={texts.faults}
          unavailable={texts.unavailable}
          noScript={texts.noScriptStaff}
        >
          {submit}
        </PasskeyButton>
        <LostPasskey isStaff={proof.isStaff} />
      </>
    ),
  })
}
