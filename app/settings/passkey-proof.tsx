import { getTranslations } from 'next-intl/server'
import { askToShowAction, showPasskeyAction } from '#/app/passkey/actions.ts'
import { PasskeyForm } from '#/components/passkeys/passkey-form.tsx'
import { ButtonLink } from '#/components/ui/button.tsx'
import { type MissingProof, proofLife } from '#/lib/identity/passkeys/policy.ts'
import { minute } from '#/lib/platform/values/clock.ts'

/** Says what has to be done before passkeys are added or removed, and lets one do it. */
export async function PasskeyProof({ missing }: { missing: MissingProof }) {
  const t = await getTranslations('passkeys.proof')
  return (
    <div className="flex flex-col gap-3 border-line border-t pt-4">
      <div className="max-w-measure">
        <h3 className="font-semibold">{t('title')}</h3>
        <p className="text-small">{t(missing, { minutes: proofLife / minute })}</p>
      </div>
      {missing === 'passkey' ? (
        <PasskeyForm
          ask={{ kind: 'show', action: askToShowAction }}
          action={showPasskeyAction}
          id="passkey-show"
          hidden={{ next: '/settings?done=passkey-shown' }}
          variant="secondary"
          isOnlyWay
          button={t('show')}
        />
      ) : (
        <p>
          <ButtonLink href={`/sign-in?${new URLSearchParams({ next: '/settings' })}`}>
            {t('signIn')}
          </ButtonLink>
        </p>
      )}
    </div>
  )
}
