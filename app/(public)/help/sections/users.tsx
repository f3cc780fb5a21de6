import { getTranslations } from 'next-intl/server'
import { memberRoles } from '#/db/words/members.ts'
import { Picture } from './picture.tsx'
import { Points, Section, type SectionProps } from './section.tsx'

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
