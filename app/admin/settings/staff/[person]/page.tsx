import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { definePage } from '#/app/define-page.tsx'
import { ActionForm } from '#/components/form/action-form.tsx'
import { AboutPerson } from '#/components/settings/about-person.tsx'
import { SettingsPage } from '#/components/settings/settings-page.tsx'
import { StaffAddress } from '#/components/settings/staff-address.tsx'
import { type StaffFormProps, StaffRoleForm } from '#/components/settings/staff-role-form.tsx'
import { Banner } from '#/components/ui/banner.tsx'
import { Card } from '#/components/ui/card.tsx'
import { env } from '#/env.ts'
import { listBouncing } from '#/lib/accounts/addresses/bouncing.ts'
import { findStaffMember, type StaffMember } from '#/lib/admin/staff/admin-queries.ts'
import { admin } from '#/lib/identity/access/require-staff.ts'
import type { PasskeyDemand } from '#/lib/identity/access/staff-grants.ts'
import { getFormatter } from '#/lib/platform/i18n/formatter.ts'
import { changeStaffRoleAction, dismissStaffAction, resetPasskeysAction } from '../actions.ts'

export default definePage('/admin/settings/staff/[person]', admin, async ({ grant, read, params }) => {
  const member = await findStaffMember(read, grant, params.person)
  if (!member) notFound()
  const bounces = (await listBouncing(read, { members: [member], contacts: null })).size > 0
  const t = await getTranslations('adminSettings.staff')
  const common = await getTranslations('common')
  const format = await getFormatter()
  const isSelf = member.userId === grant.actor.user.id
  return (
    <SettingsPage
      title={member.name || member.email}
      lead={t('person.lead', {
        role: common(`roles.${member.role}`),
        at: format.dateTime(member.since, { dateStyle: 'long' }),
      })}
      parent={{ href: '/admin/settings/staff', name: t('title') }}
      history={{ subject: member.userId }}
    >
      {member.name || bounces ? (
        <div>
          <StaffAddress email={member.email} bounces={bounces} advice={t('bouncing')} />
        </div>
      ) : null}
      {isSelf ? <Banner meaning="attention" title={t('person.yourself')} /> : null}
      {member.isKept ? <Banner meaning="information" title={t('keptNote')} /> : null}
      <StaffRoleForm member={member} isSelf={isSelf} action={changeStaffRoleAction} />
      <PasskeysResetCard member={member} isSelf={isSelf} demand={env.STAFF_PASSKEYS} />
      <DismissForm member={member} isSelf={isSelf} action={dismissStaffAction} />
    </SettingsPage>
  )
})

/** Takes a person's rights as staff. */
async function DismissForm({ member, isSelf, action }: StaffFormProps) {
  const t = await getTranslations('adminSettings.staff.person')
  return (
    <Card title={t('remove')} description={t('removeText')}>
      <ActionForm action={action} id="dismiss" submit={t('removeAction')} variant="danger">
        <AboutPerson member={member} isSelf={isSelf} />
      </ActionForm>
    </Card>
  )
}

type PasskeysResetCardProps = {
  member: StaffMember
  isSelf: boolean
  demand: PasskeyDemand
}

/** How many passkeys one of the staff has, and taking all of them from a colleague who lost them. */
async function PasskeysResetCard({ member, isSelf, demand }: PasskeysResetCardProps) {
  const t = await getTranslations('passkeys.reset')
  const format = await getFormatter()
  const { userId, passkeys: count, passkeyUsedAt } = member
  const at = passkeyUsedAt === null ? t('never') : format.dateTime(passkeyUsedAt, { dateStyle: 'long' })
  const description = t(demand === 'required' ? 'count' : 'optional', { count, at })
  return (
    <Card title={t('title')} description={description}>
      {count > 0 && isSelf ? <p className="max-w-measure text-small">{t('own')}</p> : null}
      {count > 0 && !isSelf ? (
        <ActionForm
          action={resetPasskeysAction}
          id="passkeys-reset"
          hidden={{ person: userId }}
          submit={t('action')}
          variant="danger"
        >
          <p className="max-w-measure text-small">{t('text')}</p>
        </ActionForm>
      ) : null}
    </Card>
  )
}
