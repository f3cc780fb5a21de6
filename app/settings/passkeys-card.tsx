import { getTranslations } from 'next-intl/server'
import { askForPasskeyAction, enrolPasskeyAction } from '#/app/passkey/actions.ts'
import { EnrolForm } from '#/components/passkeys/enrol-form.tsx'
import { Card } from '#/components/ui/card.tsx'
import { env, findRelyingParty } from '#/env.ts'
import { mostPasskeys } from '#/lib/identity/passkeys/policy.ts'
import { readProof } from '#/lib/identity/passkeys/proof.ts'
import { listPasskeys } from '#/lib/identity/passkeys/queries.ts'
import type { Actor } from '#/lib/identity/sessions/queries.ts'
import { getStore } from '#/lib/platform/store/store.ts'
import { PasskeyItem } from './passkey-item.tsx'
import { PasskeyProof } from './passkey-proof.tsx'

/** The person's passkeys, and adding another. */
export async function PasskeysCard({ actor }: { actor: Actor }) {
  const t = await getTranslations('passkeys')
  const { read } = await getStore()
  const passkeys = await listPasskeys(read, actor.user.id)
  const { missing } = await readProof(read, actor)
  const isKept = actor.staffRole !== null && env.STAFF_PASSKEYS === 'required' && passkeys.length === 1
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
                isStaff={actor.staffRole !== null}
                mayRemove={missing === null && !isKept}
                isKept={isKept}
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
    if (missing !== null) return <PasskeyProof missing={missing} />
    if (passkeys.length >= mostPasskeys) return <p>{t('full', { most: mostPasskeys })}</p>
    const ask = { kind: 'new', action: askForPasskeyAction } as const
    return (
      <div className="border-line border-t pt-4">
        <EnrolForm ask={ask} action={enrolPasskeyAction} variant="secondary" />
      </div>
    )
  }
}
