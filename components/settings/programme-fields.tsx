import { getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { FormInput, FormTextarea } from '#/components/form/form-field.tsx'
import { emailInput } from '#/components/ui/text-input.tsx'
import { fileOf, logoFields } from '#/lib/admin/settings/logo-fields.ts'
import { logoFaultParams } from '#/lib/admin/settings/logo-files.ts'
import { accentFields } from '#/lib/admin/settings/programme-form-state.ts'
import { pictureLimits } from '#/lib/platform/look/png.ts'
import { maxSvgBytes } from '#/lib/platform/look/svg.ts'
import { maxPrivacyLength, maxProgrammeName, type Settings } from '#/lib/platform/settings/schema.ts'
import { AccentInput } from './accent-field.tsx'
import { LogoInput } from './logo-field.tsx'

export async function renderProgrammeFields(settings: Settings): Promise<ReactNode> {
  const t = await getTranslations('adminSettings.programme')
  const errors = await getTranslations('errors')
  const limits = {
    logo: { bytes: pictureLimits.bytes, fault: errors('picture-large', logoFaultParams) },
    logoVector: { bytes: maxSvgBytes, fault: errors('svg-large', logoFaultParams) },
  }
  return (
    <div className="flex max-w-measure flex-col gap-5">
      <FormInput
        name="programmeName"
        label={t('name')}
        hint={t('nameHint', { max: maxProgrammeName })}
        defaultValue={settings.programmeName}
        maxLength={maxProgrammeName}
        required
      />
      {logoFields.map((field) => (
        <LogoInput
          key={field}
          field={field}
          name={fileOf(field)}
          label={t(field)}
          hint={t(`${field}Hint`, { least: pictureLimits.minSide })}
          current={settings[field]}
          limit={limits[field]}
          texts={{ current: t('logoCurrent'), remove: t('logoRemove') }}
        />
      ))}
      {accentFields.map((name) => (
        <AccentInput
          key={name}
          name={name}
          label={t(name)}
          hint={t(`${name}Hint`)}
          defaultValue={settings[name]}
          take={t('take')}
        />
      ))}
      {(['address', 'support'] as const).map((whose) => {
        const name = whose === 'address' ? 'staffAddress' : 'supportAddress'
        return (
          <FormInput
            {...emailInput}
            key={name}
            name={name}
            label={t(whose)}
            optional
            hint={t(`${whose}Hint`)}
            defaultValue={settings[name]}
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
          maxLength={maxPrivacyLength}
          rows={4}
        />
      ))}
    </div>
  )
}
