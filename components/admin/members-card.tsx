import { getTranslations } from 'next-intl/server'
import { Instant } from '#/components/instant.tsx'
import { BouncingBadge } from '#/components/notices/bouncing-badge.tsx'
import { Badge } from '#/components/ui/badge.tsx'
import { Table } from '#/components/ui/table.tsx'
import type { Member } from '#/lib/accounts/queries.ts'
import { addressKey } from '#/lib/contacts/address-key.ts'

type MembersProps = {
  members: readonly Member[]
  alerts: readonly string[]
  /** Keys of the members' addresses whose mail comes back. */
  bouncing: ReadonlySet<string>
}

/** The members of an account, to be read: owners manage them. */
export async function MembersView({ members, alerts, bouncing }: MembersProps) {
  const t = await getTranslations('admin.members')
  const roles = await getTranslations('common.roles')
  return (
    <Table
      caption={t('title')}
      captionHidden
      rows={members}
      rowKey={({ userId }) => userId}
      columns={[
        {
          id: 'name',
          header: t('name'),
          rowHeader: true,
          breakable: true,
          cell: ({ name, email }) => (
            <>
              {name ? <span className="block">{name}</span> : null}
              <a href={`mailto:${email}`} className="font-normal">
                {email}
              </a>{' '}
              {bouncing.has(addressKey(email)) ? <BouncingBadge /> : null}
            </>
          ),
        },
        {
          id: 'role',
          header: t('role'),
          cell: ({ role, userId }) => (
            <span className="inline-flex flex-wrap items-center gap-2">
              {roles(role)}
              {alerts.includes(userId) ? <Badge icon="bell">{t('alert')}</Badge> : null}
            </span>
          ),
        },
        {
          id: 'seen',
          header: t('seen'),
          cell: ({ lastSeenAt }) =>
            lastSeenAt === null ? (
              <span className="text-muted">{t('never')}</span>
            ) : (
              <Instant at={lastSeenAt} />
            ),
        },
      ]}
    />
  )
}

type InvitationsProps = {
  invitations: readonly { id: string; email: string; role: Member['role']; expiresAt: number }[]
}

/** Whom an account waits for. */
export async function InvitationsView({ invitations }: InvitationsProps) {
  const t = await getTranslations('admin.members')
  const roles = await getTranslations('common.roles')
  if (invitations.length === 0) return null
  return (
    <Table
      caption={t('invited')}
      rows={invitations}
      rowKey={({ id }) => id}
      columns={[
        {
          id: 'email',
          header: t('name'),
          rowHeader: true,
          breakable: true,
          cell: ({ email }) => <a href={`mailto:${email}`}>{email}</a>,
        },
        { id: 'role', header: t('role'), cell: ({ role }) => roles(role) },
        { id: 'expires', header: t('expires'), cell: ({ expiresAt }) => <Instant at={expiresAt} /> },
      ]}
    />
  )
}
