import { getLocale, getTranslations } from 'next-intl/server'
import { ActionForm } from '#/components/form/action-form.tsx'
import { FormInput, FormRadioGroup } from '#/components/form/form-field.tsx'
import { FormZone } from '#/components/form/form-zone.tsx'
import { Card } from '#/components/ui/card.tsx'
import { themes } from '#/lib/identity/profile/profile.ts'
import type { Actor } from '#/lib/identity/sessions/queries.ts'
import { languageOptions } from '#/lib/platform/i18n/languages.ts'
import { nameZone } from '#/lib/platform/i18n/zone-names.ts'
import { saveProfileAction } from './actions.ts'

export async function ProfileCard({ actor: { user } }: { actor: Actor }) {
  const t = await getTranslations('settings.profile')
  const locale = await getLocale()
  const languages = languageOptions
  return (
    <Card title={t('title')}>
      <ActionForm action={saveProfileAction} id="profile" submit={t('save')}>
        <FormInput
          name="name"
          autoComplete="name"
          width="half"
          label={t('name')}
          hint={t('nameHint')}
          defaultValue={user.name}
          required
        />
        <FormRadioGroup
          name="locale"
          legend={t('locale')}
          hint={t('localeHint')}
          options={languages}
          defaultValue={user.locale ?? locale}
        />
        <FormZone
          name="timeZone"
          label={t('timeZone')}
          hint={t('timeZoneHint')}
          placeholder={t('timeZoneUnset')}
          own={user.timeZone}
          named={user.timeZone ? nameZone(user.timeZone, locale) : undefined}
          width="half"
          defaultValue={user.timeZone ?? ''}
        />
        <FormRadioGroup
          name="theme"
          legend={t('theme')}
          options={themes.map((value) => ({ value, label: t(`themes.${value}`) }))}
          defaultValue={user.theme}
        />
      </ActionForm>
    </Card>
  )
}
