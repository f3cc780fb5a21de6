import { getTranslations } from 'next-intl/server'
import type { BouncingKeys } from '#/components/contacts/address-status.tsx'
import { StaffAddress } from '#/components/contacts/copied-address.tsx'
import { Instant } from '#/components/shell/instant.tsx'
import { Badge } from '#/components/ui/badge.tsx'
import { Link } from '#/components/ui/link.tsx'
import { type Columns, StackingTable } from '#/components/ui/table.tsx'
import type { StaffMember } from '#/lib/admin/staff/queries.ts'
import { addressKey } from '#/lib/platform/values/fold.ts'

type StaffTableProps = {
  members: readonly StaffMember[]
  ownId: string
  bouncing: BouncingKeys
  /** Base of the links to each person's form; null for readers who cannot change staff. */
  base: string | null
}

export async function StaffTable({ members, ownId, bouncing, base }: StaffTableProps) {
  const t = await getTranslations('adminSettings.staff')
  const common = await getTranslations('common')
  const passkeyWords = await getTranslations('passkeys.reset')
  const columns: Columns<StaffMember> = [
    {
      header: t('columns.person'),
      breakable: true,
      cell: ({ userId, name, email }) => (
        <>
          <span className="font-medium" dir="auto">
            {name || email}
          </span>
          {userId === ownId ? <span className="text-muted"> ({t('you')})</span> : null}
          {name || bouncing.has(addressKey(email)) ? (
            <StaffAddress email={email} bounces={bouncing.has(addressKey(email))} advice={t('bouncing')} />
          ) : null}
        </>
      ),
    },
    {
      header: t('columns.role'),
      cell: ({ role, inStaffEmails }) => (
        <span className="flex flex-wrap items-baseline gap-x-2 gap-y-1">
          {common(`roles.${role}`)}
          {inStaffEmails ? <Badge>{t('kept')}</Badge> : null}
        </span>
      ),
    },
    {
      header: t('columns.seen'),
      cell: ({ lastSeenAt }) => <Instant at={lastSeenAt} never={t('columns.never')} />,
    },
    {
      header: passkeyWords('column'),
      cell: ({ passkeys }) =>
        passkeys > 0 ? passkeys : <span className="text-muted">{passkeyWords('noneInTable')}</span>,
    },
    { header: t('columns.since'), cell: ({ since }) => <Instant at={since} /> },
    base && {
      header: t('columns.change'),
      headerHidden: true,
      cell: ({ userId, name, email }) => (
        <Link
          href={`${base}/${userId}`}
          aria-label={t('columns.changeNamed', { name: name || email })}
          className="inline-flex min-h-6 items-center"
        >
          {t('columns.change')}
        </Link>
      ),
    },
  ]
  return (
    <StackingTable caption={t('list')} rows={members} rowKey={({ userId }) => userId} columns={columns} few />
  )
}
