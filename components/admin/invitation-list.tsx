import { getTranslations } from 'next-intl/server'
import { BouncingBadge, type BouncingKeys } from '#/components/contacts/address-status.tsx'
import { MailLink } from '#/components/contacts/copied-address.tsx'
import { Instant } from '#/components/shell/instant.tsx'
import { StackingTable } from '#/components/ui/table.tsx'
import { InvitationBadge } from '#/components/users/invitation-table.tsx'
import type { InvitationForStaff } from '#/lib/accounts/invitations/queries.ts'
import { currentSettings } from '#/lib/platform/settings/current.ts'
import { addressKey } from '#/lib/platform/values/fold.ts'

type InvitationListProps = { invitations: readonly InvitationForStaff[]; bouncing: BouncingKeys }

/** Lists an account's open invitations with the delivery status of each; read-only. */
export async function InvitationList({ invitations, bouncing }: InvitationListProps) {
  const { programmeName: programme } = await currentSettings()
  const t = await getTranslations('adminAccount.members')
  const members = await getTranslations('admin.members')
  const open = await getTranslations('users.open')
  const roles = await getTranslations('common.roles')
  return (
    <StackingTable
      caption={members('invited')}
      rows={invitations}
      rowKey={({ id }) => id}
      columns={[
        {
          header: open('address'),
          breakable: true,
          cell: ({ email, delivery }) => {
            const isMarked = bouncing.has(addressKey(email))
            return (
              <>
                <MailLink address={email} bounces={isMarked || delivery === 'bounced'} />{' '}
                {isMarked && delivery !== 'bounced' ? <BouncingBadge /> : null}
              </>
            )
          },
        },
        { header: members('role'), cell: ({ role }) => roles(role) },
        { header: open('delivery'), cell: ({ delivery }) => <InvitationBadge delivery={delivery} /> },
        {
          header: open('invitedBy'),
          breakable: true,
          cell: ({ inviterName }) => inviterName || open('byProgramme', { programme }),
        },
        { header: t('sent'), cell: ({ createdAt }) => <Instant at={createdAt} /> },
        { header: members('expires'), cell: ({ expiresAt }) => <Instant at={expiresAt} /> },
      ]}
    />
  )
}
