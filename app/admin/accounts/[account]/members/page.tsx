import { getTranslations } from 'next-intl/server'
import { definePage } from '#/app/define-page.tsx'
import { AccountFrame } from '#/components/admin/account-frame.tsx'
import { InvitationList } from '#/components/admin/invitation-list.tsx'
import { MemberList } from '#/components/admin/member-list.tsx'
import { ActionForm } from '#/components/form/action-form.tsx'
import { FormInput, FormRadioGroup, FormSelect } from '#/components/form/form-field.tsx'
import { ZoneNote } from '#/components/shell/instant.tsx'
import { Card } from '#/components/ui/card.tsx'
import { EmptyState } from '#/components/ui/empty-state.tsx'
import { emailInput } from '#/components/ui/text-input.tsx'
import { MemberPages } from '#/components/users/member-pages.tsx'
import type { Locale } from '#/db/words/people.ts'
import type { Member } from '#/lib/accounts/account/load-account.ts'
import { listAway } from '#/lib/accounts/members/activity.ts'
import { memberList, pageMembers } from '#/lib/accounts/members/list.ts'
import { readStates } from '#/lib/accounts/points/states.ts'
import { listPasskeyHolders, type PasskeyHolder } from '#/lib/changes/members/reset-passkeys.ts'
import { staff } from '#/lib/identity/access/require-staff.ts'
import { languageOptions } from '#/lib/platform/i18n/languages.ts'
import { listMarkedKeys } from '#/lib/platform/mail/marks.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { inviteOwnerAction, resetMemberPasskeysAction } from '../../actions.ts'
import { openAccount } from '../open-account.ts'

export default definePage('/admin/accounts/[account]/members', staff, async ({ grant, params, query }) => {
  const { read, view, account, frame } = await openAccount(grant, params.account)
  const t = await getTranslations('adminAccount.members')
  const admin = await getTranslations('admin.members')
  const listed = memberList.read(query)
  const page = pageMembers(view, listed, memberList.after(query))
  return (
    <AccountFrame {...frame} tab="members" done={query.done}>
      <h2 className="text-title">{admin('title')}</h2>
      {view.members.length > 0 ? (
        <MemberPages
          all={view.members.length}
          view={listed}
          page={page}
          path={`/admin/accounts/${account.slug}/members`}
          isZoneNamed
        >
          <MemberList
            members={page.shown}
            alerts={view.contacts?.alerts ?? []}
            statuses={await readStates(read, view)}
            away={await listAway(read, page.shown, now())}
          />
        </MemberPages>
      ) : (
        <EmptyState icon="people" title={t('none')}>
          {t('noneText')}
        </EmptyState>
      )}
      <h2 className="text-title">{admin('invited')}</h2>
      {view.invitations.length > 0 ? (
        <InvitationList
          invitations={view.invitations}
          bouncing={
            await listMarkedKeys(
              read,
              view.invitations.map(({ email }) => email),
            )
          }
        />
      ) : (
        <p className="text-muted">{t('noInvitations')}</p>
      )}
      <ZoneNote />
      <LostPasskeysCard
        account={account.slug}
        members={view.members}
        holders={await listPasskeyHolders(read, grant, account.id)}
      />
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

type LostPasskeysProps = { account: string; members: readonly Member[]; holders: readonly PasskeyHolder[] }

/** Lets staff help a member who lost their passkeys. */
async function LostPasskeysCard({ account, members, holders }: LostPasskeysProps) {
  if (holders.length === 0) return null
  const t = await getTranslations('passkeys.reset.member')
  const nameOf = ({ userId }: PasskeyHolder) => {
    const member = members.find((one) => one.userId === userId)
    return member ? member.name || member.email : ''
  }
  const [ofStaff, others] = [
    holders.filter(({ isStaff }) => isStaff),
    holders.filter(({ isStaff }) => !isStaff),
  ]
  const options = others.map((holder) => ({
    value: holder.userId,
    label: t('holds', { name: nameOf(holder), count: holder.passkeys }),
  }))
  return (
    <Card title={t('title')} description={t('text')}>
      {options.length > 0 ? (
        <ActionForm
          action={resetMemberPasskeysAction}
          id="passkeys-reset"
          hidden={{ account }}
          submit={t('action')}
          variant="danger"
        >
          <FormRadioGroup name="person" legend={t('person')} options={options} />
        </ActionForm>
      ) : null}
      {ofStaff.length > 0 ? (
        <p className="max-w-measure">
          {t('ofStaff', { names: ofStaff.map(nameOf).join(', '), count: ofStaff.length })}
        </p>
      ) : null}
    </Card>
  )
}
