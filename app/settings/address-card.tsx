import { getTranslations } from 'next-intl/server'
import { AddressStatusText } from '#/components/contacts/address-status.tsx'
import { ActionForm } from '#/components/form/action-form.tsx'
import { FormInput } from '#/components/form/form-field.tsx'
import { Banner } from '#/components/ui/banner.tsx'
import { Card } from '#/components/ui/card.tsx'
import { codeInput, emailInput } from '#/components/ui/text-input.tsx'
import { toPointState } from '#/lib/accounts/points/point-state.ts'
import { findMissingAddressProof } from '#/lib/changes/members/address-change.ts'
import { findChallengeAddress } from '#/lib/changes/sign-in/challenges.ts'
import { type MissingProof, proofLife } from '#/lib/identity/passkeys/policy.ts'
import { readChallengeCookie } from '#/lib/identity/sessions/cookie.ts'
import { challengeTtl } from '#/lib/identity/sessions/policy.ts'
import type { Actor } from '#/lib/identity/sessions/queries.ts'
import { type AddressMark, findMarks } from '#/lib/platform/mail/marks.ts'
import { getStore } from '#/lib/platform/store/store.ts'
import { minute } from '#/lib/platform/values/clock.ts'
import { cancelAddressAction, redeemAddressAction, requestAddressAction } from './actions.ts'
import { GiveProof } from './give-proof.tsx'

/** Changes the person's own address: first the new address, then the code mailed to it. */
export async function AddressCard({ actor }: { actor: Actor }) {
  const { user } = actor
  const t = await getTranslations('settings.address')
  const challengeId = await readChallengeCookie('change-address')
  const { read } = await getStore()
  const asked = challengeId && (await findChallengeAddress(read, challengeId, 'change-address'))
  const [mark] = (await findMarks(read, [user.email])).values()
  if (!asked) {
    const missing = await findMissingAddressProof(read, actor)
    return (
      <Card title={t('title')} description={t('lead', { email: user.email })}>
        {mark ? (
          <Banner meaning="bad" title={t('bouncing', { email: user.email })}>
            <Bounce mark={mark} /> {t('bouncingText')}
          </Banner>
        ) : null}
        {missing ? renderProof(missing) : renderForm()}
      </Card>
    )
  }
  const lead = t('codeLead', { email: asked, minutes: challengeTtl / minute, current: user.email })
  return (
    <Card title={t('title')} description={lead}>
      <ActionForm action={redeemAddressAction} id="address-code" submit={t('confirm')}>
        <FormInput {...codeInput} label={t('code')} hint={t('codeHint')} />
      </ActionForm>
      <ActionForm action={cancelAddressAction} id="address-cancel" submit={t('cancel')} variant="quiet" />
    </Card>
  )

  function renderForm() {
    return (
      <ActionForm action={requestAddressAction} id="address" submit={t('submit')} variant="secondary">
        <FormInput {...emailInput} name="email" width="half" label={t('new')} hint={t('newHint')} required />
      </ActionForm>
    )
  }

  function renderProof(missing: MissingProof) {
    return (
      <div className="flex flex-col gap-3">
        <p className="max-w-measure">{t(`proof.${missing}`, { minutes: proofLife / minute })}</p>
        <GiveProof
          missing={missing}
          id="passkey-show-address"
          next="/settings"
          done="address-proof"
          isStaff={actor.staffRole !== null}
        />
      </div>
    )
  }
}

/** Says since when the person's address bounces, and why. */
function Bounce({ mark }: { mark: AddressMark }) {
  const status = toPointState({ mark: { ...mark, said: '' }, member: null, kept: null, asked: null })
  return <AddressStatusText status={status} />
}
