import { getLocale, getTranslations } from 'next-intl/server'
import { ActionForm } from '#/components/form/action-form.tsx'
import { FormInput, FormRadioGroup, FormSelect } from '#/components/form/form-field.tsx'
import { Card } from '#/components/ui/card.tsx'
import type { SelectGroup } from '#/components/ui/select.tsx'
import { themes } from '#/lib/identity/profile/profile.ts'
import type { Actor } from '#/lib/identity/sessions/queries.ts'
import { languageOptions } from '#/lib/platform/i18n/languages.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { groupZones, listZones } from '#/lib/platform/values/zones.ts'
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
        <FormSelect
          name="timeZone"
          label={t('timeZone')}
          hint={t('timeZoneHint')}
          options={[{ value: '', label: t('timeZoneUnset') }, ...(await listZoneGroups(user.timeZone))]}
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

/** Every time zone by area, with its current offset from UTC; `kept` is always among them. */
async function listZoneGroups(kept: string | null): Promise<SelectGroup[]> {
  const t = await getTranslations('common.zones')
  const zones = listZones()
  if (kept && !zones.includes(kept)) zones.push(kept)
  return [...groupZones(zones)].map(([area, places]) => ({
    label: t(area),
    options: places.map(({ zone, place }) => ({
      value: zone,
      label: `${place.join(', ')} (${nameOffset(zone)})`,
    })),
  }))
}

/** "UTC", "UTC+2", "UTC−3:30". */
function nameOffset(timeZone: string): string {
  const parts = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'shortOffset' }).formatToParts(now())
  const offset = parts.find(({ type }) => type === 'timeZoneName')?.value ?? 'GMT'
  return offset.replace('GMT', 'UTC').replace('-', '−')
}
