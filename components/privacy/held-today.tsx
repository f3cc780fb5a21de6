import { getTranslations } from 'next-intl/server'
import { Card, DescriptionList } from '#/components/ui/card.tsx'
import { Link } from '#/components/ui/link.tsx'
import type { MemberRole, StaffRole } from '#/db/words/people.ts'
import { listFieldNames } from '#/lib/contacts/fields/field-names.ts'
import { getFormatter } from '#/lib/platform/i18n/formatter.ts'
import type { AccountWithAddress, CurrentData } from '#/lib/privacy/erasure/current-data.ts'

type HeldTodayProps = { current: CurrentData; served: readonly AccountWithAddress[]; more: number }

/** `slug`, `account`: null for the staff. */
type Role = { slug: string | null; account: string | null; role: MemberRole | StaffRole; createdAt: number }

export async function HeldToday({ current, served, more }: HeldTodayProps) {
  const t = await getTranslations('personal.held')
  const common = await getTranslations('common')
  const staffWords = await getTranslations('adminSettings.staff')
  const format = await getFormatter()
  const { person, invited, mark, isStaffAddress, isSupportAddress } = current
  const day = (at: number) => format.dateTime(at, { dateStyle: 'medium' })
  const withRole = ({ slug, account, role, createdAt }: Role) => ({
    href: slug === null ? '/admin/settings/staff' : `/admin/accounts/${slug}/members`,
    name: account ?? staffWords('title'),
    says: t('role', { role: common(`roles.${role}`), at: day(createdAt) }),
  })
  const contacts = await Promise.all(
    served.map(async ({ loaded: { account }, fields }) => ({
      href: `/admin/accounts/${account.slug}/contacts`,
      name: account.name,
      says: format.list(await listFieldNames(fields)),
    })),
  )
  const {
    earlierAddresses = [],
    staffRole = null,
    memberships = [],
    sessions = [],
    passkeys = [],
  } = person ?? {}
  const items = [
    person && {
      term: t('person'),
      description: t('personText', { name: person.name || t('unnamed'), at: day(person.createdAt) }),
    },
    earlierAddresses.length > 0 && {
      term: t('earlier'),
      description: t('earlierText', { addresses: format.list(earlierAddresses) }),
    },
    staffRole && { term: t('staff'), description: common(`roles.${staffRole}`) },
    memberships.length > 0 && {
      term: t('members'),
      description: <Accounts items={memberships.map(withRole)} />,
    },
    sessions.length > 0 && {
      term: t('sessions'),
      description: t('sessionsText', { count: sessions.length }),
    },
    passkeys.length > 0 && {
      term: t('passkeys'),
      description: t('passkeysText', { count: passkeys.length }),
    },
    contacts.length > 0 && {
      term: t('contacts'),
      description: (
        <>
          <Accounts items={contacts} />
          {more > 0 ? <p>{t('more', { count: more })}</p> : null}
        </>
      ),
    },
    invited.length > 0 && { term: t('invited'), description: <Accounts items={invited.map(withRole)} /> },
    mark && {
      term: t('bouncing'),
      description: t('bouncingText', { at: day(mark.markedAt), status: mark.status }),
    },
  ]
  return (
    <Card title={t('today')}>
      {items.some(Boolean) ? <DescriptionList items={items} /> : <p>{t('noToday')}</p>}
      {isStaffAddress ? <p>{t('staffAddress')}</p> : null}
      {isSupportAddress ? <p>{t('supportAddress')}</p> : null}
    </Card>
  )
}

type AccountItem = { href: string; name: string; says: string }

function Accounts({ items }: { items: readonly AccountItem[] }) {
  return (
    <ul className="flex flex-col gap-1">
      {items.map(({ href, name, says }) => (
        <li key={href} className="wrap-anywhere">
          <Link href={href}>{name}</Link>
          <span className="block text-muted text-small">{says}</span>
        </li>
      ))}
    </ul>
  )
}
