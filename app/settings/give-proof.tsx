import { getTranslations } from 'next-intl/server'
import { askToShowAction, showPasskeyAction } from '#/app/passkey/actions.ts'
import { PasskeyForm } from '#/components/passkeys/passkey-form.tsx'
import { ButtonLink } from '#/components/ui/button.tsx'
import { Disclosure } from '#/components/ui/disclosure.tsx'
import { Link } from '#/components/ui/link.tsx'
import type { MissingProof } from '#/lib/identity/passkeys/policy.ts'

type GiveProofProps = {
  missing: MissingProof
  id: string
  /** The page to open afterwards, and what it says then of a passkey. */
  next: string
  done?: string
  isStaff: boolean
}

/** Leads to the missing proof: a new sign-in, or one of the person's passkeys; says what to do if that is lost. */
export async function GiveProof({ missing, id, next, done, isStaff }: GiveProofProps) {
  const t = await getTranslations('passkeys')
  if (missing === 'sign-in')
    return (
      <p>
        <ButtonLink href={`/sign-in?${new URLSearchParams({ next })}`}>{t('proof.signIn')}</ButtonLink>
      </p>
    )
  return (
    <>
      <PasskeyForm
        ask={{ kind: 'show', action: askToShowAction }}
        action={showPasskeyAction}
        id={id}
        hidden={{ next: done ? `${next}?done=${done}` : next }}
        variant="secondary"
        isOnlyWay
        button={t('proof.show')}
      />
      <LostPasskey isStaff={isStaff} />
    </>
  )
}

/** What to do without the passkey. */
export async function LostPasskey({ isStaff }: { isStaff: boolean }) {
  const t = await getTranslations('passkeys')
  return (
    <Disclosure summary={t('proof.lost')}>
      <p className="max-w-measure">
        {isStaff
          ? t('page.lostText')
          : t.rich('proof.lostText', { link: (words) => <Link href="/accounts">{words}</Link> })}
      </p>
    </Disclosure>
  )
}
