import { getTranslations } from 'next-intl/server'
import { BouncingBadge, type BouncingKeys } from '#/components/contacts/address-status.tsx'
import { CopiedAddress } from '#/components/contacts/copied-address.tsx'
import { ActionForm } from '#/components/form/action-form.tsx'
import { RowAction } from '#/components/form/row-action.tsx'
import { Instant } from '#/components/shell/instant.tsx'
import { Badge, type BadgeMeaning } from '#/components/ui/badge.tsx'
import { type Columns, StackingTable } from '#/components/ui/table.tsx'
import type { InvitationDelivery } from '#/lib/accounts/invitations/policy.ts'
import type { OpenInvitation } from '#/lib/accounts/invitations/queries.ts'
import { suggestAddress } from '#/lib/contacts/form/address-suggestion.ts'
import { nameReaderZone } from '#/lib/platform/i18n/formatter.ts'
import type { FormAction } from '#/lib/platform/lists/form-state.ts'
import { addressKey } from '#/lib/platform/values/fold.ts'

type InvitationTableProps = {
  invitations: readonly OpenInvitation[]
  bouncing: BouncingKeys
  /** Who invited, where no name is given. */
  programme: string
  hidden?: Record<string, string>
  /** Null for read-only forms; without it there are none. */
  actions?: Record<'resend' | 'revoke', FormAction> | null
  none?: string
}

const meanings: Record<InvitationDelivery, BadgeMeaning> = {
  waiting: 'neutral',
  sent: 'good',
  failed: 'bad',
  bounced: 'bad',
}

export async function InvitationBadge({ delivery }: { delivery: InvitationDelivery }) {
  const t = await getTranslations('users.open.deliveries')
  return (
    <Badge meaning={meanings[delivery]} icon={delivery === 'waiting' ? 'clock' : undefined}>
      {t(delivery)}
    </Badge>
  )
}

export async function InvitationTable(props: InvitationTableProps) {
  const { invitations, bouncing, programme, hidden, actions, none } = props
  const t = await getTranslations('users.open')
  const common = await getTranslations('common')
  if (invitations.length === 0) return none ? <p className="text-muted">{none}</p> : null
  const columns: Columns<OpenInvitation> = [
    {
      header: t('address'),
      breakable: true,
      cell: ({ invitation: { email }, delivery, inviterName }) => {
        const suggestion = suggestAddress(email)
        const isMarked = bouncing.has(addressKey(email))
        return (
          <>
            <span className={`font-semibold ${isMarked || delivery === 'bounced' ? 'text-bad' : ''}`}>
              <CopiedAddress address={email} />
            </span>{' '}
            {isMarked && delivery !== 'bounced' ? <BouncingBadge /> : null}
            {suggestion ? (
              <span className="block text-attention">{t('didYouMean', { address: suggestion })}</span>
            ) : null}
            <span className="block text-muted">
              {inviterName ? t('inviter', { inviter: inviterName }) : t('inviterProgramme', { programme })}
            </span>
          </>
        )
      },
    },
    { header: t('role'), cell: ({ invitation }) => common(`roles.${invitation.role}`) },
    {
      header: t('expires', { zone: await nameReaderZone() }),
      unbroken: true,
      cell: ({ invitation }) => <Instant at={invitation.expiresAt} />,
    },
    {
      header: t('delivery'),
      cell: ({ delivery }) => (
        <>
          <InvitationBadge delivery={delivery} />
          {delivery === 'failed' || delivery === 'bounced' ? (
            <span className="mt-1 block max-w-60 text-muted">{t(`${delivery}Hint`)}</span>
          ) : null}
        </>
      ),
    },
    actions !== undefined && {
      header: t('actions'),
      headerHidden: true,
      cell: ({ invitation: { id, email } }) => (
        <div className="flex max-w-60 flex-wrap gap-2 [&_button]:whitespace-nowrap">
          <RowAction
            action={actions?.resend ?? null}
            id={`resend-${id}`}
            hidden={{ ...hidden, invitation: id }}
            label={t('resend')}
            named={t('resendTo', { email })}
            isOffered
          />
          <ActionForm
            action={actions?.revoke ?? null}
            id={`revoke-${id}`}
            hidden={{ ...hidden, invitation: id }}
            submit={t('revoke')}
            named={t('revokeOf', { email })}
            variant="secondary"
            size="small"
          />
        </div>
      ),
    },
  ]
  return (
    <StackingTable
      caption={t('title')}
      columns={columns}
      rows={invitations}
      // An invitation that is sent again is a new one, and its answer stays in the row.
      rowKey={({ invitation }) => invitation.email}
    />
  )
}
