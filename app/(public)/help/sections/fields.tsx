import { getTranslations } from 'next-intl/server'
import { Badge } from '#/components/ui/badge.tsx'
import type { IconName } from '#/components/ui/icon.tsx'
import { type FieldId, fieldIds } from '#/db/words/contacts.ts'
import { currentSettings } from '#/lib/platform/settings/current.ts'
import { Picture } from './picture.tsx'
import { Points, Section, type SectionProps } from './section.tsx'

type Mark = { key: 'production' | 'if-asked' | 'private' | 'public'; icon: IconName }

/** What sets a field apart from the others. */
const marks: Partial<Record<FieldId, Mark>> = {
  alerts: { key: 'production', icon: 'information' },
  'merchant-issues': { key: 'if-asked', icon: 'information' },
  operations: { key: 'private', icon: 'lock' },
  'brand-support': { key: 'public', icon: 'globe' },
}

export function FieldsSection({ say }: SectionProps) {
  return (
    <Section id="fields" say={say}>
      <p>{say('fields.intro')}</p>
      {fieldIds.map((field) => (
        <Field key={field} field={field} say={say} />
      ))}
      <h3>{say('fields.addresses')}</h3>
      <Picture name="field" />
      <Points
        say={say}
        keys={[
          'fields.addresses-plain',
          'fields.addresses-label',
          'fields.addresses-asked',
          'fields.addresses-refused',
          'fields.addresses-confirmed',
        ]}
      />
      <h3>{say('fields.review')}</h3>
      <p>{say('fields.review-why')}</p>
      <Points say={say} keys={['fields.review-click', 'fields.review-look', 'fields.review-submit']} />
    </Section>
  )
}

async function Field({ field, say }: SectionProps & { field: FieldId }) {
  const t = await getTranslations('help')
  const names = await getTranslations('contacts.fields')
  const { programmeName: programme } = await currentSettings()
  const mark = marks[field]
  return (
    <>
      <h3 id={`field-${field}`} className="flex flex-wrap items-center gap-x-3 gap-y-1">
        {names(`${field}.name`, { programme })}
        {mark ? <Badge icon={mark.icon}>{t(`fields.${mark.key}`)}</Badge> : null}
      </h3>
      <p>{say(`fields.${field}`)}</p>
      <p>
        <strong>{t('goodChoice')}</strong> {say(`fields.${field}-choice`)}
      </p>
    </>
  )
}
