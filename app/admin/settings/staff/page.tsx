import { getTranslations } from 'next-intl/server'
import { definePage } from '#/app/define-page.tsx'
import { ActionForm } from '#/components/form/action-form.tsx'
import { FormInput, FormRadioGroup } from '#/components/form/form-field.tsx'
import { SettingsPage } from '#/components/settings/settings-page.tsx'
import { StaffTable } from '#/components/settings/staff-table.tsx'
import { ZoneNote } from '#/components/shell/instant.tsx'
import { Card } from '#/components/ui/card.tsx'
import { staffRoles } from '#/db/words/people.ts'
import { listBouncing } from '#/lib/accounts/addresses/addresses.ts'
import { listStaffMembers } from '#/lib/admin/staff/queries.ts'
import { staff } from '#/lib/identity/access/require-staff.ts'
import { appointStaffAction } from './actions.ts'

const base = '/admin/settings/staff'
const outcomes = ['added', 'changed', 'removed'] as const

export default definePage('/admin/settings/staff', staff, async ({ grant, read, query }) => {
  const t = await getTranslations('adminSettings.staff')
  const members = await listStaffMembers(read, grant)
  const bouncing = await listBouncing(read, { members, contacts: null })
  const { done } = query
  const passkeys = await getTranslations('passkeys.reset')
  const outcome = outcomes.find((known) => known === done)
  const isAdmin = grant.staffRole === 'admin'
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
      {members.some(({ isKept }) => isKept) ? (
        <p className="max-w-measure text-muted text-small">{t('keptNote')}</p>
      ) : null}
      <ZoneNote />
      {isAdmin ? <AppointForm /> : null}
    </SettingsPage>
  )
})

/** Adds a person to the staff by their address. */
async function AppointForm() {
  const t = await getTranslations('adminSettings.staff')
  const common = await getTranslations('common')
  return (
    <Card title={t('add.title')} description={t('add.lead')}>
      <ActionForm action={appointStaffAction} id="appoint" submit={t('add.action')}>
        <FormInput
          name="email"
          type="email"
          label={t('add.email')}
          width="half"
          autoComplete="off"
          required
        />
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
      </ActionForm>
    </Card>
  )
}
