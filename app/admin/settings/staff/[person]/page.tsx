import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { definePage } from '#/app/define-page.tsx'
import { StaffAddress } from '#/components/contacts/copied-address.tsx'
import { ActionForm } from '#/components/form/action-form.tsx'
import { FormCheckboxGroup, FormRadioGroup } from '#/components/form/form-field.tsx'
import { SettingsPage } from '#/components/settings/settings-page.tsx'
import { Banner } from '#/components/ui/banner.tsx'
import { Card } from '#/components/ui/card.tsx'
import { staffRoles } from '#/db/words/people.ts'
import { env } from '#/env.ts'
import { findStaffMember, type StaffMember } from '#/lib/admin/staff/queries.ts'
import { admin } from '#/lib/identity/access/require-staff.ts'
import { getFormatter } from '#/lib/platform/i18n/formatter.ts'
import { listMarkedKeys } from '#/lib/platform/mail/marks.ts'
import { changeStaffRoleAction, dismissStaffAction, resetPasskeysAction } from '../actions.ts'

export default definePage('/admin/settings/staff/[person]', admin, async ({ grant, read, params }) => {
  const member = (await findStaffMember(read, grant, params.person)) ?? notFound()
  const bounces = (await listMarkedKeys(read, [member.email])).size > 0
  const t = await getTranslations('adminSettings.staff')
  const common = await getTranslations('common')
  const format = await getFormatter()
  const isSelf = member.userId === grant.actor.user.id
  const seen = { person: member.userId, seen: member.role }
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
      {member.inStaffEmails ? <Banner meaning="information" title={t('keptNote')} /> : null}
      <Card title={t('person.change')} description={t('person.changeText')}>
        <ActionForm action={changeStaffRoleAction} id="role" hidden={seen} submit={t('person.action')}>
          <FormRadioGroup
            name="role"
            legend={t('columns.role')}
            defaultValue={member.role}
            options={staffRoles.map((role) => ({
              value: role,
              label: common(`roles.${role}`),
              hint: t(`roles.${role}`),
            }))}
          />
          {isSelf ? <AskWhetherKnown /> : null}
        </ActionForm>
      </Card>
      <PasskeysResetCard member={member} isSelf={isSelf} />
      <Card title={t('person.remove')} description={t('person.removeText')}>
        <ActionForm
          action={dismissStaffAction}
          id="dismiss"
          hidden={seen}
          submit={t('person.removeAction')}
          variant="danger"
        >
          {isSelf ? <AskWhetherKnown /> : null}
        </ActionForm>
      </Card>
    </SettingsPage>
  )
})

/** Asks admins to confirm that they change their own rights. */
async function AskWhetherKnown() {
  const t = await getTranslations('adminSettings.staff.person')
  return (
    <FormCheckboxGroup name="self" legend={t('yourself')} options={[{ value: 'on', label: t('self') }]} />
  )
}

/** The number of a person's passkeys, and a button to remove them all for a colleague who lost them. */
async function PasskeysResetCard({ member, isSelf }: { member: StaffMember; isSelf: boolean }) {
  const t = await getTranslations('passkeys.reset')
  const format = await getFormatter()
  const { userId, passkeys: count, passkeyUsedAt } = member
  const at = passkeyUsedAt === null ? t('never') : format.dateTime(passkeyUsedAt, { dateStyle: 'long' })
  const description = t(env.STAFF_PASSKEYS === 'required' ? 'count' : 'optional', { count, at })
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
