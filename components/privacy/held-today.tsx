import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import { Card } from '#/components/ui/card.tsx'
import { type Description, DescriptionList } from '#/components/ui/description-list.tsx'
import { listFieldNames } from '#/lib/contacts/fields/field-names.ts'
import { getFormatter } from '#/lib/platform/i18n/formatter.ts'
import type { AccountWithAddress, Current } from '#/lib/privacy/erasure/current.ts'

type HeldTodayProps = { current: Current; served: readonly AccountWithAddress[]; more: number }

/** Shows the person who uses an address today, and its roles. */
export async function HeldToday({ current, served, more }: HeldTodayProps) {
  const t = await getTranslations('personal.held')
  const common = await getTranslations('common')
  const format = await getFormatter()
  const { person, invited, mark, isStaffAddress, isSupportAddress } = current
  const day = (at: number) => format.dateTime(at, { dateStyle: 'medium' })
  const roleOf = ({ role, createdAt }: { role: 'owner' | 'editor' | 'viewer'; createdAt: number }) =>
    t('role', { role: common(`roles.${role}`), at: day(createdAt) })
  const items: Description[] = []
  const add = (
    id:
      | 'person'
      | 'earlier'
      | 'staff'
      | 'members'
      | 'invited'
      | 'contacts'
      | 'bouncing'
      | 'sessions'
      | 'passkeys',
    description: Description['description'],
  ) => items.push({ term: t(id), description })
  if (person) {
    add('person', t('personText', { name: person.name || t('unnamed'), at: day(person.createdAt) }))
    if (person.earlierAddresses.length > 0)
      add('earlier', t('earlierText', { addresses: format.list(person.earlierAddresses) }))
    if (person.staffRole) add('staff', common(`roles.${person.staffRole}`))
    if (person.memberships.length > 0)
      add(
        'members',
        <Accounts
          items={person.memberships.map((one) => ({ ...one, name: one.account, says: roleOf(one) }))}
        />,
      )
    if (person.sessions.length > 0) add('sessions', t('sessionsText', { count: person.sessions.length }))
    if (person.passkeys.length > 0) add('passkeys', t('passkeysText', { count: person.passkeys.length }))
  }
  if (served.length > 0) {
    const accounts = await Promise.all(
      served.map(async ({ standing: { account }, fields }) => ({
        slug: account.slug,
        name: account.name,
        to: 'contacts',
        says: format.list(await listFieldNames(fields)),
      })),
    )
    add(
      'contacts',
      <>
        <Accounts items={accounts} />
        {more > 0 ? <p>{t('more', { count: more })}</p> : null}
      </>,
    )
  }
  if (invited.length > 0)
    add(
      'invited',
      <Accounts items={invited.map((one) => ({ ...one, name: one.account, says: roleOf(one) }))} />,
    )
  if (mark) add('bouncing', t('bouncingText', { at: day(mark.markedAt), status: mark.status }))
  return (
    <Card title={t('today')}>
      {items.length > 0 ? <DescriptionList items={items} /> : <p>{t('noToday')}</p>}
      {isStaffAddress ? <p>{t('staffAddress')}</p> : null}
      {isSupportAddress ? <p>{t('supportAddress')}</p> : null}
    </Card>
  )
}

type AccountItem = { slug: string; name: string; says: string; to?: string }

function Accounts({ items }: { items: readonly AccountItem[] }) {
  return (
    <ul className="flex flex-col gap-1">
      {items.map(({ slug, name, says, to = 'members' }) => (
        <li key={slug} className="wrap-anywhere">
          <Link href={`/admin/accounts/${slug}/${to}`}>{name}</Link>
          <span className="block text-muted text-small">{says}</span>
        </li>
      ))}
    </ul>
  )
}
