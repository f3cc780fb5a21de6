import { getTranslations } from 'next-intl/server'
import { type AddressStatuses, AddressStatusLine } from '#/components/contacts/address-status.tsx'
import { MailLink } from '#/components/contacts/copied-address.tsx'
import { Instant } from '#/components/shell/instant.tsx'
import { Badge } from '#/components/ui/badge.tsx'
import { StackingTable } from '#/components/ui/table.tsx'
import { AwayNote } from '#/components/users/member-table.tsx'
import type { Member } from '#/lib/accounts/account/load-account.ts'
import { addressKey } from '#/lib/platform/values/fold.ts'

type MembersProps = {
  members: readonly Member[]
  alerts: readonly string[]
  statuses: AddressStatuses
  away: ReadonlyMap<string, number>
}

/** Lists an account's members; read-only, because owners manage them. */
export async function MemberList({ members, alerts, statuses, away }: MembersProps) {
  const account = await getTranslations('adminAccount.members')
  const t = await getTranslations('admin.members')
  const roles = await getTranslations('common.roles')
  return (
    <StackingTable
      caption={t('title')}
      few
      rows={members}
      rowKey={({ userId }) => userId}
      columns={[
        {
          header: t('name'),
          breakable: true,
          cell: ({ name, email }) => {
            const status = statuses.get(addressKey(email))
            return (
              <>
                {name ? <span className="block">{name}</span> : null}
                <span className="block font-normal">
                  <MailLink address={email} bounces={status?.status === 'bouncing'} />
                </span>
                {status?.status === 'bouncing' ? (
                  <span className="block font-normal">
                    <AddressStatusLine status={status} of="staff" />
                  </span>
                ) : null}
              </>
            )
          },
        },
        {
          header: t('role'),
          cell: ({ role, userId }) => (
            <span className="inline-flex flex-wrap items-center gap-2">
              {roles(role)}
              {alerts.includes(userId) ? <Badge icon="bell">{t('alert')}</Badge> : null}
            </span>
          ),
        },
        { header: account('joined'), cell: ({ joinedAt }) => <Instant at={joinedAt} /> },
        {
          header: t('seen'),
          cell: ({ userId, lastSeenAt }) => (
            <>
              <Instant at={lastSeenAt} never={t('never')} />
              {away.has(userId) ? <AwayNote /> : null}
            </>
          ),
        },
      ]}
    />
  )
}
