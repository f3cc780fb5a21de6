import { getTranslations } from 'next-intl/server'
import { ActionForm } from '#/components/form/action-form.tsx'
import { FormInput, FormTextarea } from '#/components/form/form-field.tsx'
import { FormVersion } from '#/components/form/form-version.tsx'
import type { FormAction } from '#/lib/platform/lists/form-state.ts'
import type { GroupValues } from '#/lib/platform/settings/groups.ts'
import { longestPrivacy, longestProgrammeName } from '#/lib/platform/settings/schema.ts'

type ProgrammeFormProps = {
  settings: GroupValues<'programme'>
  version: number
  action: FormAction
}

/** The name of the programme, where its staff and its support are mailed, and what it says about privacy, to be changed. */
export async function ProgrammeForm({ settings, version, action }: ProgrammeFormProps) {
  const t = await getTranslations('adminSettings')
  return (
    <div className="max-w-measure">
      <ActionForm action={action} id="programme" submit={t('save')}>
        <FormVersion value={version} />
        <FormInput
          name="programmeName"
          label={t('programme.name')}
          hint={t('programme.nameHint', { max: longestProgrammeName })}
          defaultValue={settings.programmeName}
          maxLength={longestProgrammeName}
          required
        />
        <FormInput
          name="staffAddress"
          type="email"
          label={t('programme.address')}
          optional
          hint={t('programme.addressHint')}
          defaultValue={settings.staffAddress}
          autoComplete="off"
        />
        <FormInput
          name="supportAddress"
          type="email"
          label={t('programme.support')}
          optional
          hint={t('programme.supportHint')}
          defaultValue={settings.supportAddress}
          autoComplete="off"
        />
        <FormTextarea
          name="privacyEn"
          label={t('programme.privacyEn')}
          optional
          hint={t('programme.privacyHint')}
          defaultValue={settings.privacyEn}
          maxLength={longestPrivacy}
          rows={4}
        />
        <FormTextarea
          name="privacyIt"
          label={t('programme.privacyIt')}
          optional
          hint={t('programme.privacyHint')}
          defaultValue={settings.privacyIt}
          maxLength={longestPrivacy}
          rows={4}
        />
      </ActionForm>
    </div>
  )
}
