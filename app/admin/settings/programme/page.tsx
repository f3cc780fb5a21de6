import { getTranslations } from 'next-intl/server'
import { definePage } from '#/app/define-page.tsx'
import { StaffAddress } from '#/components/contacts/address-status.tsx'
import { ActionForm } from '#/components/form/action-form.tsx'
import { FormInput, FormTextarea } from '#/components/form/form-field.tsx'
import { FormVersion } from '#/components/form/form-version.tsx'
import { SettingsPage } from '#/components/settings/settings-page.tsx'
import { Card } from '#/components/ui/card.tsx'
import { DescriptionList } from '#/components/ui/description-list.tsx'
import { staff } from '#/lib/identity/access/require-staff.ts'
import { listStaffRecipients } from '#/lib/identity/people/queries.ts'
import { findMarks } from '#/lib/platform/mail/marks.ts'
import { currentSettings } from '#/lib/platform/settings/current.ts'
import { versionOf } from '#/lib/platform/settings/groups.ts'
import { longestPrivacy, longestProgrammeName, type Settings } from '#/lib/platform/settings/schema.ts'
import { saveProgrammeAction, sendTestMailAction } from '../actions.ts'

export default definePage('/admin/settings/programme', staff, async ({ grant, read, query: { done } }) => {
  const t = await getTranslations('adminSettings.programme')
  const settings = await currentSettings()
  const { programmeName, staffAddress, supportAddress } = settings
  const recipients = (await listStaffRecipients(read)).map(({ to }) => to).join(', ')
  const bounces = staffAddress !== '' && (await findMarks(read, [staffAddress])).size > 0
  const isAdmin = grant.staffRole === 'admin'
  return (
    <SettingsPage
      title={t('title')}
      lead={t('lead')}
      done={done === 'saved' ? t('saved') : done === 'tested' ? t('test.sent', { recipients }) : null}
      readOnly={!isAdmin}
      history={{ action: 'settings.saved', subject: 'programme' }}
    >
      <Card>
        <DescriptionList
          items={[
            { term: t('name'), description: <span dir="auto">{programmeName}</span> },
            {
              term: t('address'),
              description: bounces ? (
                <StaffAddress email={staffAddress} bounces advice={t('bouncing')} />
              ) : (
                staffAddress || t('everybody')
              ),
            },
            { term: t('support'), description: supportAddress || t('unset') },
            // Only the beginning: partners read the whole text.
            ...(['privacyEn', 'privacyIt'] as const).map((name) => ({
              term: t(name),
              description: (
                <span className="line-clamp-3 whitespace-pre-line wrap-anywhere">
                  {settings[name] || t('unset')}
                </span>
              ),
            })),
          ]}
        />
      </Card>
      {isAdmin ? (
        <>
          <ProgrammeForm settings={settings} />
          {/* We know that staff mail arrives only after one mail did. */}
          <Card title={t('test.title')} description={t('test.text', { recipients })}>
            <ActionForm
              action={sendTestMailAction}
              id="test-mail"
              submit={t('test.action')}
              variant="secondary"
            />
          </Card>
        </>
      ) : null}
    </SettingsPage>
  )
})

/** The form for the programme's name, its staff and support addresses, and its privacy notice. */
async function ProgrammeForm({ settings }: { settings: Settings }) {
  const t = await getTranslations('adminSettings.programme')
  const save = (await getTranslations('adminSettings'))('save')
  return (
    <div className="max-w-measure">
      <ActionForm action={saveProgrammeAction} id="programme" submit={save}>
        <FormVersion value={versionOf('programme', settings)} />
        <FormInput
          name="programmeName"
          label={t('name')}
          hint={t('nameHint', { max: longestProgrammeName })}
          defaultValue={settings.programmeName}
          maxLength={longestProgrammeName}
          required
        />
        {(['address', 'support'] as const).map((whose) => {
          const name = whose === 'address' ? 'staffAddress' : 'supportAddress'
          return (
            <FormInput
              key={name}
              name={name}
              type="email"
              label={t(whose)}
              optional
              hint={t(`${whose}Hint`)}
              defaultValue={settings[name]}
              autoComplete="off"
            />
          )
        })}
        {(['privacyEn', 'privacyIt'] as const).map((name) => (
          <FormTextarea
            key={name}
            name={name}
            label={t(name)}
            optional
            hint={t('privacyHint')}
            defaultValue={settings[name]}
            maxLength={longestPrivacy}
            rows={4}
          />
        ))}
      </ActionForm>
    </div>
  )
}
