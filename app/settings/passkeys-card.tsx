import { getTranslations } from 'next-intl/server'
import { askForPasskeyAction, enrolPasskeyAction } from '#/app/passkey/actions.ts'
import { EnrolForm } from '#/components/passkeys/passkey-form.tsx'
import { Card } from '#/components/ui/card.tsx'
import { env } from '#/env.ts'
import { findRelyingParty } from '#/environment.ts'
import { isLastOnHost } from '#/lib/identity/passkeys/manage.ts'
import { type MissingProof, maxPasskeys, proofLife } from '#/lib/identity/passkeys/policy.ts'
import { readProof } from '#/lib/identity/passkeys/proof.ts'
import type { Actor } from '#/lib/identity/sessions/queries.ts'
import { getStore } from '#/lib/platform/store/store.ts'
import { minute } from '#/lib/platform/values/clock.ts'
import { GiveProof } from './give-proof.tsx'
import { PasskeyItem } from './passkey-item.tsx'

export async function PasskeysCard({ actor }: { actor: Actor }) {
  const t = await getTranslations('passkeys')
  const { read } = await getStore()
  const { missing, passkeys, isStaff } = await readProof(read, actor)
  const mustKeepOne = isStaff && env.STAFF_PASSKEYS === 'required'
  const isKept = (id: string) => mustKeepOne && isLastOnHost(passkeys, id)
  return (
    <section id="passkeys" aria-label={t('title')}>
      <Card title={t('title')} description={t('lead')}>
        {passkeys.length > 0 ? (
          <ul aria-label={t('list')} className="divide-y divide-line">
            {passkeys.map((passkey) => (
              <PasskeyItem
                key={passkey.id}
                passkey={passkey}
                isShown={passkey.id === actor.passkey?.id}
                isStaff={isStaff}
                mayRemove={missing === null && !isKept(passkey.id)}
                isKept={isKept(passkey.id)}
              />
            ))}
          </ul>
        ) : (
          <p>{t('none')}</p>
        )}
        {await renderAdding()}
      </Card>
    </section>
  )

  async function renderAdding() {
    if (!findRelyingParty(env.APP_URL)) return <p>{t('nowhere', { address: env.APP_URL })}</p>
    if (missing !== null) return <PasskeyProof missing={missing} isStaff={isStaff} />
    if (passkeys.length >= maxPasskeys) return <p>{t('full', { most: maxPasskeys })}</p>
    const ask = { kind: 'new', action: askForPasskeyAction } as const
    return (
      <div className="border-line border-t pt-4">
        <EnrolForm ask={ask} action={enrolPasskeyAction} variant="secondary" />
      </div>
    )
  }
}

/** Explains what the person must do before changing passkeys, and links to it. */
async function PasskeyProof({ missing, isStaff }: { missing: MissingProof; isStaff: boolean }) {
  const t = await getTranslations('passkeys.proof')
  return (
    <div className="flex flex-col gap-3 border-line border-t pt-4">
      <div className="max-w-measure">
        <h3 className="font-semibold">{t('title')}</h3>
        <p className="text-small">{t(missing, { minutes: proofLife / minute })}</p>
      </div>
      <GiveProof
        missing={missing}
        id="passkey-show"
        next="/settings"
        done="passkey-shown"
        isStaff={isStaff}
      />
    </div>
  )
}
