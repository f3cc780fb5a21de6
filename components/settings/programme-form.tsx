import { getTranslations } from 'next-intl/server'
import { ActionForm } from '#/components/form/action-form.tsx'
import { FormInput } from '#/components/form/form-field.tsx'
import { FormVersion } from '#/components/form/form-version.tsx'
import { SubmitButton } from '#/components/ui/submit-button.tsx'
import type { FormAction } from '#/lib/form-state.ts'
import { longestProgrammeName, type Settings } from '#/lib/settings/schema.ts'

type ProgrammeFormProps = {
  settings: Pick<Settings, 'programmeName' | 'staffAddress'>
  version: number
  action: FormAction
}

/** The name of the programme and where its staff are mailed, to be changed. */
export async function ProgrammeForm({ settings, version, action }: ProgrammeFormProps) {
  const t = await getTranslations('adminSettings')
  const common = await getTranslations('common')
  const form = 'programme'
  return (
    <div className="max-w-measure">
      <ActionForm action={action} id={form} summaryTitle={common('errorSummary')}>
        <FormVersion value={version} />
        <FormInput
          form={form}
          name="programmeName"
          label={t('programme.name')}
          hint={t('programme.nameHint', { max: longestProgrammeName })}
          defaultValue={settings.programmeName}
          maxLength={longestProgrammeName}
          required
        />
        <FormInput
          form={form}
          name="staffAddress"
          type="email"
          label={t('programme.address')}
          note={common('optional')}
          hint={t('programme.addressHint')}
          defaultValue={settings.staffAddress}
          autoComplete="off"
        />
        <div>
          <SubmitButton pendingLabel={common('sending')}>{t('save')}</SubmitButton>
        </div>
      </ActionForm>
    </div>
  )
}
