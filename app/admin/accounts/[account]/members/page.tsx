import { getTranslations } from 'next-intl/server'
import { definePage } from '#/app/define-page.tsx'
import { AccountFrame } from '#/components/admin/account-frame.tsx'
import { InvitationList } from '#/components/admin/invitation-list.tsx'
import { MemberList } from '#/components/admin/member-list.tsx'
import { ActionForm } from '#/components/form/action-form.tsx'
import { FormInput, FormSelect } from '#/components/form/form-field.tsx'
import { ZoneNote } from '#/components/shell/instant.tsx'
import { Card } from '#/components/ui/card.tsx'
import { EmptyState } from '#/components/ui/empty-state.tsx'
import { emailInput } from '#/components/ui/text-input.tsx'
import type { Locale } from '#/db/words/people.ts'
import { listBouncing } from '#/lib/accounts/addresses/addresses.ts'
import { listAway } from '#/lib/accounts/members/activity.ts'
import { staff } from '#/lib/identity/access/require-staff.ts'
import { listAddressStatuses } from '#/lib/notices/views/address-status-queries.ts'
import { languageOptions } from '#/lib/platform/i18n/languages.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { inviteOwnerAction } from '../../actions.ts'
import { openAccount } from '../open-account.ts'

export default definePage('/admin/accounts/[account]/members', staff, async ({ grant, params, query }) => {
  const { read, view, account, frame } = await openAccount(grant, params.account)
  const t = await getTranslations('adminAccount.members')
  const admin = await getTranslations('admin.members')
  return (
    <AccountFrame {...frame} tab="members" done={query.done}>
      <h2 className="text-title">{admin('title')}</h2>
      {view.members.length > 0 ? (
        <MemberList
          members={view.members}
          alerts={view.contacts?.alerts ?? []}
          statuses={await listAddressStatuses(read, grant, view)}
          away={await listAway(read, view.members, now())}
        />
      ) : (
        <EmptyState icon="people" title={t('none')}>
          {t('noneText')}
        </EmptyState>
      )}
      <h2 className="text-title">{admin('invited')}</h2>
      {view.invitations.length > 0 ? (
        <InvitationList
          invitations={view.invitations}
          bouncing={await listBouncing(read, { members: view.invitations, contacts: null })}
        />
      ) : (
        <p className="text-muted">{t('noInvitations')}</p>
      )}
      <ZoneNote />
      {frame.admin ? <InviteOwnerCard account={account.slug} locale={account.defaultLocale} /> : null}
    </AccountFrame>
  )
})

/** Lets admins add an owner to an account without reachable owners. */
async function InviteOwnerCard({ account, locale }: { account: string; locale: Locale }) {
  const t = await getTranslations('admin.invite')
  return (
    <Card title={t('title')} description={t('lead')}>
      <div className="max-w-80">
        <ActionForm
          action={inviteOwnerAction}
          id="invite"
          hidden={{ account }}
          submit={t('action')}
          variant="secondary"
        >
          <FormInput {...emailInput} name="email" label={t('email')} required />
          <FormSelect name="locale" label={t('locale')} defaultValue={locale} options={languageOptions} />
        </ActionForm>
      </div>
    </Card>
  )
}
