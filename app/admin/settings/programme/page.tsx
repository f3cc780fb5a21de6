import { getTranslations } from 'next-intl/server'
import { definePage } from '#/app/define-page.tsx'
import { ProgrammeForm } from '#/components/settings/programme-form.tsx'
import { SettingsPage } from '#/components/settings/settings-page.tsx'
import { StaffAddress } from '#/components/settings/staff-address.tsx'
import { TestMailCard } from '#/components/settings/test-mail-card.tsx'
import { Card } from '#/components/ui/card.tsx'
import { DescriptionList } from '#/components/ui/description-list.tsx'
import { staff } from '#/lib/identity/access/require-staff.ts'
import { listStaffRecipients } from '#/lib/identity/people/queries.ts'
import { findMarks } from '#/lib/platform/mail/marks.ts'
import { currentSettings } from '#/lib/platform/settings/current.ts'
import { versionOf } from '#/lib/platform/settings/groups.ts'
import { saveProgrammeAction, sendTestMailAction } from './actions.ts'

export default definePage(
  '/admin/settings/programme',
  staff,
  async ({ grant: { staffRole }, read, query }) => {
    const t = await getTranslations('adminSettings.programme')
    const settings = await currentSettings()
    const { programmeName, staffAddress, supportAddress, privacyEn, privacyIt } = settings
    const recipients = (await listStaffRecipients(read)).map(({ to }) => to)
    const bounces = staffAddress !== '' && (await findMarks(read, [staffAddress])).size > 0
    const { done } = query
    const isAdmin = staffRole === 'admin'
    return (
      <SettingsPage
        title={t('title')}
        lead={t('lead')}
        done={
          done === 'saved'
            ? t('saved')
            : done === 'tested'
              ? t('test.sent', { recipients: recipients.join(', ') })
              : null
        }
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
              { term: t('privacyEn'), description: <Privacy text={privacyEn} none={t('unset')} /> },
              { term: t('privacyIt'), description: <Privacy text={privacyIt} none={t('unset')} /> },
            ]}
          />
        </Card>
        {isAdmin ? (
          <>
            <ProgrammeForm
              settings={settings}
              version={versionOf('programme', settings)}
              action={saveProgrammeAction}
            />
            <TestMailCard recipients={recipients} action={sendTestMailAction} />
          </>
        ) : null}
      </SettingsPage>
    )
  },
)

/** Only its beginning: partners read the whole of it. */
function Privacy({ text, none }: { text: string; none: string }) {
  return <span className="line-clamp-3 whitespace-pre-line wrap-anywhere">{text || none}</span>
}
