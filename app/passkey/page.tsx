import { redirect } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { nextPathOf } from '#/app/(public)/public-page.tsx'
import { definePage } from '#/app/define-page.tsx'
import { EnrolForm, PasskeyForm } from '#/components/passkeys/passkey-form.tsx'
import { Page } from '#/components/shell/page.tsx'
import { ButtonLink } from '#/components/ui/button.tsx'
import { Card } from '#/components/ui/card.tsx'
import { Disclosure } from '#/components/ui/disclosure.tsx'
import { Link } from '#/components/ui/link.tsx'
import { env } from '#/env.ts'
import { findRelyingParty } from '#/environment.ts'
import { countAccountsOf } from '#/lib/accounts/account/load-account.ts'
import { requireActor } from '#/lib/identity/access/require-staff.ts'
import { proofLife } from '#/lib/identity/passkeys/policy.ts'
import { readProof } from '#/lib/identity/passkeys/proof.ts'
import { listPasskeys } from '#/lib/identity/passkeys/queries.ts'
import { minute } from '#/lib/platform/values/clock.ts'
import { askForPasskeyAction, askToShowAction, enrolPasskeyAction, showPasskeyAction } from './actions.ts'

const staffPages = '/admin/accounts'

/** Asks staff for a passkey if the session has not shown one: to use one, or to add their first. */
export default definePage('/passkey', requireActor, async ({ grant: actor, read, query }) => {
  const next = nextPathOf(query) ?? staffPages
  if (actor.staffRole === null) redirect('/settings')
  if (actor.passkey) redirect(next)
  const passkeys = await listPasskeys(read, actor.user.id)
  const { missing } = await readProof(read, actor)
  const t = await getTranslations('passkeys')
  const kind = passkeys.length > 0 ? 'show' : 'add'
  const title = t(`page.${kind}.title`)
  const names = passkeys.map(({ name }) => name).join(', ')
  return (
    <Page title={title} description={t(`page.${kind}.lead`, { count: passkeys.length, names })}>
      <Card>{await renderForm()}</Card>
      {kind === 'show' ? (
        <Disclosure summary={t('page.lost')}>
          <p className="max-w-measure">{t('page.lostText')}</p>
        </Disclosure>
      ) : null}
      {(await countAccountsOf(read, actor.user.id)) > 0 ? (
        <p>
          {t.rich('page.accounts', {
            link: (words) => <Link href="/accounts">{words}</Link>,
          })}
        </p>
      ) : null}
    </Page>
  )

  async function renderForm() {
    if (!findRelyingParty(env.APP_URL)) return <p>{t('nowhere', { address: env.APP_URL })}</p>
    const hidden = { next }
    if (kind === 'show') {
      return (
        <PasskeyForm
          ask={{ kind: 'show', action: askToShowAction }}
          action={showPasskeyAction}
          id="passkey-show"
          hidden={hidden}
          button={t('page.show.action')}
          isOnlyWay
        />
      )
    }
    if (missing !== null) {
      return (
        <>
          <p>{t('page.old', { minutes: proofLife / minute })}</p>
          <p>
            <ButtonLink variant="primary" href={`/sign-in?${new URLSearchParams({ next })}`}>
              {t('proof.signIn')}
            </ButtonLink>
          </p>
        </>
      )
    }
    const ask = { kind: 'new', action: askForPasskeyAction } as const
    return <EnrolForm ask={ask} action={enrolPasskeyAction} hidden={hidden} isOnlyWay />
  }
})
