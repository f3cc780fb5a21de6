import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { definePage } from '#/app/define-page.tsx'
import { DismissForm } from '#/components/settings/dismiss-form.tsx'
import { PasskeysResetCard } from '#/components/settings/passkeys-reset-card.tsx'
import { SettingsPage } from '#/components/settings/settings-page.tsx'
import { StaffAddress } from '#/components/settings/staff-address.tsx'
import { StaffRoleForm } from '#/components/settings/staff-role-form.tsx'
import { Banner } from '#/components/ui/banner.tsx'
import { env } from '#/env.ts'
import { listBouncing } from '#/lib/accounts/addresses/bouncing.ts'
import { findStaffMember } from '#/lib/admin/staff/admin-queries.ts'
import { admin } from '#/lib/identity/access/require-staff.ts'
import { getFormatter } from '#/lib/platform/i18n/formatter.ts'
import { changeStaffRoleAction, dismissStaffAction, resetPasskeysAction } from './actions.ts'

const above = '/admin/settings/staff'

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
      above={{ href: above, name: t('title') }}
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
      <PasskeysResetCard
        member={member}
        isSelf={isSelf}
        demand={env.STAFF_PASSKEYS}
        action={resetPasskeysAction}
      />
      <DismissForm member={member} isSelf={isSelf} action={dismissStaffAction} />
    </SettingsPage>
  )
})
