import { getLocale, getTranslations } from 'next-intl/server'
import { definePage } from '#/app/define-page.tsx'
import { ActionForm } from '#/components/form/action-form.tsx'
import { FormInput, FormRadioGroup, FormSelect } from '#/components/form/form-field.tsx'
import { SettingsPage } from '#/components/settings/settings-page.tsx'
import { StaffTable } from '#/components/settings/staff-table.tsx'
import { ZoneNote } from '#/components/shell/instant.tsx'
import { Card } from '#/components/ui/card.tsx'
import { DoneBanner } from '#/components/ui/done-banner.tsx'
import { emailInput } from '#/components/ui/text-input.tsx'
import { InvitationTable } from '#/components/users/invitation-table.tsx'
import { staffRoles } from '#/db/words/people.ts'
import { listOpenStaffInvitations } from '#/lib/accounts/invitations/queries.ts'
import { listStaffMembers } from '#/lib/admin/staff/queries.ts'
import { staff } from '#/lib/identity/access/require-staff.ts'
import { languageOptions } from '#/lib/platform/i18n/languages.ts'
import { listMarkedKeys } from '#/lib/platform/mail/marks.ts'
import { currentSettings } from '#/lib/platform/settings/current.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { inviteStaffAction, resendStaffInvitationAction, revokeStaffInvitationAction } from './actions.ts'

const base = '/admin/settings/staff'
const outcomes = ['changed', 'removed'] as const

export default definePage('/admin/settings/staff', staff, async ({ grant, read, query }) => {
  const t = await getTranslations('adminSettings.staff')
  const members = await listStaffMembers(read, grant)
  const invitations = await listOpenStaffInvitations(read, grant, now())
  const people = [...members, ...invitations.map(({ invitation }) => invitation)]
  const bouncing = await listMarkedKeys(
    read,
    people.map(({ email }) => email),
  )
  const { done } = query
  const passkeys = await getTranslations('passkeys.reset')
  const outcome = outcomes.find((known) => known === done)
  const isAdmin = grant.staffRole === 'admin'
  const { programmeName } = await currentSettings()
  return (
    <SettingsPage
      title={t('title')}
      lead={t('lead')}
      done={outcome ? t(`done.${outcome}`) : done === 'passkeys-reset' ? passkeys('done') : null}
      readOnly={!isAdmin}
    >
      <StaffTable
        members={members}
        ownId={grant.actor.user.id}
        bouncing={bouncing}
        base={isAdmin ? base : null}
      />
      {members.some(({ inStaffEmails }) => inStaffEmails) ? (
        <p className="max-w-measure text-muted text-small">{t('keptNote')}</p>
      ) : null}
      <section className="flex flex-col gap-3">
        <h2 className="text-title">{t('invited')}</h2>
        <DoneBanner done={done} known={['invited', 'revoked']} title={(word) => t(`done.${word}`)} />
        <InvitationTable
          invitations={invitations}
          bouncing={bouncing}
          programme={programmeName}
          none={t('noneInvited')}
          {...(isAdmin && {
            actions: { resend: resendStaffInvitationAction, revoke: revokeStaffInvitationAction },
          })}
        />
      </section>
      <ZoneNote />
      {isAdmin ? <InviteForm /> : null}
    </SettingsPage>
  )
})

async function InviteForm() {
  const t = await getTranslations('adminSettings.staff')
  const common = await getTranslations('common')
  return (
    <Card title={t('add.title')} description={t('add.lead')}>
      <ActionForm action={inviteStaffAction} id="invite" submit={t('add.action')}>
        <FormInput {...emailInput} name="email" label={t('add.email')} width="half" required />
        <FormRadioGroup
          name="role"
          legend={t('add.role')}
          defaultValue="support"
          options={staffRoles.map((role) => ({
            value: role,
            label: common(`roles.${role}`),
            hint: t(`roles.${role}`),
          }))}
        />
        <FormSelect
          name="locale"
          label={t('add.locale')}
          hint={t('add.localeHint')}
          defaultValue={await getLocale()}
          options={languageOptions}
        />
      </ActionForm>
    </Card>
  )
}
