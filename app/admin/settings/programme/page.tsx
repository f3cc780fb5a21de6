import { getMessages, getTranslations } from 'next-intl/server'
import { definePage } from '#/app/define-page.tsx'
import { StaffAddress } from '#/components/contacts/copied-address.tsx'
import { ActionForm } from '#/components/form/action-form.tsx'
import { labelsIn } from '#/components/form/field-labels.ts'
import { renderProgrammeFields } from '#/components/settings/programme-fields.tsx'
import { ProgrammeForm } from '#/components/settings/programme-form.tsx'
import { SettingsPage } from '#/components/settings/settings-page.tsx'
import { LogoImage } from '#/components/shell/programme-mark.tsx'
import { Card, DescriptionList } from '#/components/ui/card.tsx'
import { accentFields, schemeOf } from '#/lib/admin/settings/programme-form-state.ts'
import { staff } from '#/lib/identity/access/require-staff.ts'
import { listStaffRecipients } from '#/lib/identity/people/queries.ts'
import { accentOf } from '#/lib/platform/look/accent.ts'
import { logoOf } from '#/lib/platform/look/logo.ts'
import { findMarks } from '#/lib/platform/mail/marks.ts'
import { currentSettings } from '#/lib/platform/settings/current.ts'
import { versionOf } from '#/lib/platform/settings/groups.ts'
import { type Settings, settingGroups } from '#/lib/platform/settings/schema.ts'
import { sendTestMailAction, tryStaffAddressAction } from '../actions.ts'
import { saveProgrammeAction } from './actions.ts'

export default definePage('/admin/settings/programme', staff, async ({ grant, read, query: { done } }) => {
  const t = await getTranslations('adminSettings.programme')
  const settings = await currentSettings()
  const { programmeName, staffAddress, supportAddress } = settings
  const recipients = (await listStaffRecipients(read)).map(({ to }) => to).join(', ')
  const bounces = staffAddress !== '' && (await findMarks(read, [staffAddress])).size > 0
  const accent = accentOf(settings)
  const logo = logoOf(settings, { width: 160, height: 32 })
  const isAdmin = grant.staffRole === 'admin'
  const doneTexts = {
    saved: t('saved'),
    tested: t('test.sent', { recipients }),
    tried: t('tried', { address: staffAddress }),
  }
  return (
    <SettingsPage
      title={t('title')}
      lead={t('lead')}
      done={
        typeof done === 'string' && Object.hasOwn(doneTexts, done)
          ? doneTexts[done as keyof typeof doneTexts]
          : null
      }
      readOnly={!isAdmin}
      history={{ action: 'settings.saved', subject: 'programme' }}
    >
      {isAdmin ? (
        <>
          <ProgrammeSettings settings={settings} />
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
      <Card title={(await getTranslations('adminSettings'))('now')}>
        <DescriptionList
          items={[
            { term: t('name'), description: <span dir="auto">{programmeName}</span> },
            {
              term: t('logo'),
              description: logo ? <LogoImage logo={logo} alt={programmeName} /> : t('unset'),
            },
            ...accentFields.map((name) => ({
              term: t(name),
              description: accent?.[schemeOf(name)] ?? t('ownAccent'),
            })),
            {
              term: t('address'),
              description: bounces ? (
                <>
                  <StaffAddress email={staffAddress} bounces advice={t('bouncing')} />
                  {isAdmin ? (
                    <ActionForm
                      action={tryStaffAddressAction}
                      id="try-address"
                      submit={t('tryAgain')}
                      variant="secondary"
                      size="small"
                    />
                  ) : null}
                </>
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
    </SettingsPage>
  )
})

/** The form for the programme's look, its staff and support addresses, and its privacy notice. */
async function ProgrammeSettings({ settings }: { settings: Settings }) {
  const fields = await renderProgrammeFields(settings)
  const t = await getTranslations('adminSettings.programme')
  const texts = (await getMessages()).adminSettings
  return (
    <ProgrammeForm
      action={saveProgrammeAction}
      version={versionOf('programme', settings)}
      names={['version', ...settingGroups.programme]}
      labels={labelsIn(fields)}
      texts={{
        ...texts.programme.look,
        privacy: { en: t('privacyEn'), it: t('privacyIt') },
        save: texts.save,
      }}
    >
      {fields}
    </ProgrammeForm>
  )
}
