import { getTranslations } from 'next-intl/server'
import { definePage } from '#/app/define-page.tsx'
import { AccountList } from '#/components/accounts/account-list.tsx'
import { OwnInvitations } from '#/components/accounts/own-invitations.tsx'
import { Page } from '#/components/shell/page.tsx'
import { PersonShell } from '#/components/shell/person-shell.tsx'
import { SignOutForm } from '#/components/shell/sign-out-form.tsx'
import { Banner } from '#/components/ui/banner.tsx'
import { Button, ButtonLink } from '#/components/ui/button.tsx'
import { Card } from '#/components/ui/card.tsx'
import { EmptyState } from '#/components/ui/empty-state.tsx'
import { listAccountsOf } from '#/lib/accounts/account/load-account.ts'
import { listInvitationsFor } from '#/lib/accounts/invitations/queries.ts'
import { requireActor } from '#/lib/identity/access/require-staff.ts'
import { currentSettings } from '#/lib/platform/settings/current.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { acceptOwnInvitationAction } from './actions.ts'

/** A person's accounts, their open invitations, and for staff a link to the staff pages (product.md, People). */
export default definePage('/accounts', requireActor, async ({ grant: actor, read, query }) => {
  const t = await getTranslations('invitations.accounts')
  const common = await getTranslations('common')
  const { programmeName } = await currentSettings()
  const accounts = await listAccountsOf(read, actor.user.id)
  const invitations = await listInvitationsFor(read, actor.user, now())
  const { done } = query
  return (
    <PersonShell actor={actor}>
      <Page title={t('title')}>
        {done === 'left' ? <Banner meaning="good" title={t('left')} role="status" /> : null}
        <OwnInvitations invitations={invitations} user={actor.user} action={acceptOwnInvitationAction} />
        <AccountList accounts={accounts} alone={invitations.length === 0} />
        {accounts.length === 0 && invitations.length === 0 && !actor.staffRole ? (
          <EmptyState
            icon="mail"
            title={t('nothing')}
            action={
              <SignOutForm>
                <Button>{common('signOut')}</Button>
              </SignOutForm>
            }
          >
            <p>{t('nothingText', { email: actor.user.email })}</p>
          </EmptyState>
        ) : null}
        {actor.staffRole ? (
          <Card
            title={t('staffTitle')}
            description={t('staffText', { programme: programmeName })}
            actions={<ButtonLink href="/admin/accounts">{t('staff')}</ButtonLink>}
          />
        ) : null}
      </Page>
    </PersonShell>
  )
})
