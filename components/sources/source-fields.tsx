import { getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { FormCheckboxGroup, FormInput, FormSelect } from '#/components/form/form-field.tsx'
import { categoryChoices } from '#/components/notices/notice-names.ts'
import { asTyped } from '#/components/ui/text-input.tsx'
import { defaultSandboxNames } from '#/db/words/notices.ts'
import {
  defaultAccountLabel,
  joinNames,
  maxAccountLabelLength,
  maxSandboxNamesLength,
  maxSourceNameLength,
  type SourceSettings,
} from '#/lib/admin/sources/schema.ts'

/** The fields of a source's settings; `children` come after its name. */
export async function SourceFields({ source, children }: { source?: SourceSettings; children?: ReactNode }) {
  const t = await getTranslations('sources.new')
  return (
    <>
      <FormInput
        name="name"
        label={t('name')}
        hint={t('nameHint')}
        defaultValue={source?.name}
        maxLength={maxSourceNameLength}
        autoComplete="off"
        required
      />
      {children}
      <FormSelect
        name="defaultCategory"
        label={t('category')}
        hint={t('categoryHint')}
        defaultValue={source?.defaultCategory ?? ''}
        options={[{ value: '', label: t('noCategory') }, ...(await categoryChoices())]}
      />
      <FormInput
        {...asTyped}
        name="accountLabel"
        label={t('label')}
        hint={t('labelHint')}
        defaultValue={source?.accountLabel ?? defaultAccountLabel}
        maxLength={maxAccountLabelLength}
        width="half"
      />
      <FormInput
        {...asTyped}
        name="sandboxNames"
        label={t('sandbox')}
        hint={t('sandboxHint', { names: joinNames(defaultSandboxNames) })}
        defaultValue={joinNames(source?.sandboxNames ?? defaultSandboxNames)}
        maxLength={maxSandboxNamesLength}
      />
      <FormCheckboxGroup
        name="internalLinks"
        legend={t('links')}
        hint={t('linksHint')}
        defaultValue={source?.internalLinks ? ['yes'] : []}
        options={[{ value: 'yes', label: t('linksToPartners') }]}
      />
    </>
  )
}

export async function ExpiryField({ zone }: { zone: string }) {
  const t = await getTranslations('sources.new')
  const hint = t('expiresHint', { zone })
  return <FormInput name="expires" type="date" label={t('expires')} optional hint={hint} width="half" />
}
