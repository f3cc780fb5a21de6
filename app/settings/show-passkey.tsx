import { getTranslations } from 'next-intl/server'
import { askToShowAction, showPasskeyAction } from '#/app/passkey/actions.ts'
import { PasskeyForm } from '#/components/passkeys/passkey-form.tsx'
import { Disclosure } from '#/components/ui/disclosure.tsx'
import { Link } from '#/components/ui/link.tsx'

type ShowPasskeyProps = {
  id: string
  /** The page to open afterwards. */
  next: string
  isStaff: boolean
}

/** Asks for one of the person's passkeys, and says what to do if it is lost. */
export async function ShowPasskey({ id, next, isStaff }: ShowPasskeyProps) {
  const t = await getTranslations('passkeys')
  return (
    <>
      <PasskeyForm
        ask={{ kind: 'show', action: askToShowAction }}
        action={showPasskeyAction}
        id={id}
        hidden={{ next }}
        variant="secondary"
        isOnlyWay
        button={t('proof.show')}
      />
      <Disclosure summary={t('proof.lost')}>
        <p className="max-w-measure">
          {isStaff
            ? t('page.lostText')
            : t.rich('proof.lostText', { link: (words) => <Link href="/accounts">{words}</Link> })}
        </p>
      </Disclosure>
    </>
  )
}
