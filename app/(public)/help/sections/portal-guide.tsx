import { getTranslations } from 'next-intl/server'
import { Badge } from '#/components/ui/badge.tsx'
import type { IconName } from '#/components/ui/icon.tsx'
import { type FieldId, fieldIds } from '#/db/words/accounts.ts'
import { memberRoles } from '#/db/words/people.ts'
import { currentSettings } from '#/lib/platform/settings/current.ts'
import { Picture } from './picture.tsx'
import { Points, Section, type SectionProps } from './section.tsx'

export function NoticesSection({ say }: SectionProps) {
  return (
    <Section id="notices" say={say}>
      <p>{say('notices.intro')}</p>
      <p>{say('notices.says')}</p>
      <Points
        say={say}
        keys={[
          'notices.acknowledge',
          'notices.once',
          'notices.next',
          'notices.emergency',
          'notices.due',
          'notices.information',
          'notices.over',
        ]}
      />
      <h3>{say('notices.test')}</h3>
      <p>{say('notices.test-text')}</p>
      <h3 id="drills" className="scroll-mt-6">
        {say('notices.drills')}
      </h3>
      <p>{say('notices.drills-text')}</p>
      <p>{say('notices.drills-answer')}</p>
      <h3>{say('notices.bouncing')}</h3>
      <p>{say('notices.bouncing-text')}</p>
      <p>{say('notices.bouncing-fix')}</p>
    </Section>
  )
}

export function GateSection({ say }: SectionProps) {
  return (
    <Section id="gate" say={say}>
      <p>{say('gate.intro')}</p>
      <Picture name="gate" />
      <Points say={say} keys={['gate.one', 'gate.progress', 'gate.draft', 'gate.submit', 'gate.conflict']} />
      <p>{say('gate.reach')}</p>
      <p>{say('gate.opens')}</p>
      <h3>{say('gate.later')}</h3>
      <p>{say('gate.later-why')}</p>
      <Points say={say} keys={['gate.later-time', 'gate.later-shut', 'gate.later-more']} />
    </Section>
  )
}

type Mark = { key: 'production' | 'if-asked' | 'private' | 'public'; icon: IconName }

/** What is special about a field. */
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

export async function UsersSection({ say }: SectionProps) {
  const roles = await getTranslations('common.roles')
  return (
    <Section id="users" say={say}>
      <p>{say('users.intro')}</p>
      <ul>
        {memberRoles.map((role) => (
          <li key={role}>
            <strong>{roles(role)}:</strong> {say(`users.${role}`)}
          </li>
        ))}
      </ul>
      <h3>{say('users.invite')}</h3>
      <Points say={say} ordered keys={['users.invite-open', 'users.invite-write', 'users.invite-send']} />
      <Picture name="users" />
      <p>{say('users.ask')}</p>
      <h3>{say('users.leave')}</h3>
      <Points
        say={say}
        keys={[
          'users.leave-remove',
          'users.leave-alerts',
          'users.leave-address',
          'users.leave-owner',
          'users.leave-erase',
        ]}
      />
    </Section>
  )
}

export function EnvironmentsSection({ say }: SectionProps) {
  return (
    <Section id="environments" say={say}>
      <p>{say('environments.intro')}</p>
      <Picture name="sandbox" />
      <Points
        say={say}
        keys={['environments.same', 'environments.alerts', 'environments.quiet', 'environments.together']}
      />
    </Section>
  )
}
