import { getTranslations } from 'next-intl/server'
import { type AddressStatuses, AddressStatusLine } from '#/components/contacts/address-status.tsx'
import { CopiedAddress } from '#/components/contacts/copied-address.tsx'
import { ActionForm } from '#/components/form/action-form.tsx'
import { FormSelect } from '#/components/form/form-field.tsx'
import { Instant } from '#/components/shell/instant.tsx'
import { Badge } from '#/components/ui/badge.tsx'
import { SmallLink } from '#/components/ui/button.tsx'
import { SubmitButton } from '#/components/ui/submit-button.tsx'
import { type Columns, StackingTable } from '#/components/ui/table.tsx'
import { memberRoles } from '#/db/words/people.ts'
import { type AccountGrant, ownMembership } from '#/lib/accounts/access/grants.ts'
import type { Member } from '#/lib/accounts/account/load-account.ts'
import type { MembersPlace } from '#/lib/accounts/members/list.ts'
import type { FormAction } from '#/lib/platform/lists/form-state.ts'
import { addressKey } from '#/lib/platform/values/fold.ts'

type MemberTableProps = {
  grant: AccountGrant
  /** The members on this page of the list, and its place. */
  members: readonly Member[]
  place: MembersPlace
  manages: boolean
  /** The form to change roles; null for a read-only one. */
  changeRole: FormAction | null
  lastOwnerId: string | null
  statuses: AddressStatuses
  away: ReadonlyMap<string, number>
}

/** Lists an account's members for everyone in it; owners can also change roles and remove members. */
export async function MemberTable(props: MemberTableProps) {
  const { grant, members, place, manages, changeRole, lastOwnerId, statuses, away } = props
  const t = await getTranslations('users.members')
  const roles = await getTranslations('common.roles')
  const { account, contacts } = grant
  const own = ownMembership(grant)
  const isYou = ({ userId }: Member) => userId === own?.userId
  const columns: Columns<Member> = [
    {
      header: t('person'),
      breakable: true,
      wide: true,
      cell: (member) => {
        const status = statuses.get(addressKey(member.email))
        const bounces = status?.status === 'bouncing'
        return (
          <div className={bounces ? 'tabled:min-w-64' : 'tabled:min-w-48'}>
            <span className={`font-semibold ${bounces && !member.name ? 'text-bad' : ''}`}>
              {member.name || <CopiedAddress address={member.email} />}
            </span>
            {isYou(member) ? <span className="text-muted"> ({t('you')})</span> : null}
            {member.name ? (
              <span className={`block ${bounces ? 'text-bad' : 'text-muted'}`}>
                <CopiedAddress address={member.email} />
              </span>
            ) : null}
            {bounces ? <AddressStatusLine status={status} of={isYou(member) ? 'own' : 'member'} /> : null}
            {contacts?.alerts.includes(member.userId) ? (
              <Badge meaning="information" icon="bell">
                {t('alert')}
              </Badge>
            ) : null}
            <span className="block text-muted">
              {member.lastSeenAt === null ? t('never') : t.rich('lastSeen', seenAt(member.lastSeenAt))}
            </span>
            {away.has(member.userId) ? <AwayNote /> : null}
          </div>
        )
      },
    },
    {
      header: t('role'),
      cell: (member) =>
        manages && member.userId !== lastOwnerId ? (
          <RoleForm action={changeRole} hidden={{ account: account.slug, at: place.at }} member={member} />
        ) : (
          <>
            {roles(member.role)}
            {manages ? <span className="block max-w-60 text-muted">{t('lastOwner')}</span> : null}
          </>
        ),
    },
    manages && {
      header: t('actions'),
      headerHidden: true,
      cell: (member) =>
        isYou(member) || member.userId === lastOwnerId ? null : (
          <SmallLink
            id={`remove-${member.userId}`}
            href={place.href({ remove: member.userId })}
            aria-label={t('removeOf', { name: member.name || member.email })}
          >
            {t('remove')}
          </SmallLink>
        ),
    },
  ]
  return (
    <StackingTable
      caption={t('title')}
      columns={columns}
      rows={members}
      rowKey={(member) => member.userId}
      few
    />
  )
}

/** The placeholder of a text that names an instant. */
const seenAt = (instant: number) => ({ at: () => <Instant at={instant} /> })

type RoleFormProps = { action: FormAction | null; hidden: Record<string, string>; member: Member }

async function RoleForm({ action, hidden, member }: RoleFormProps) {
  const t = await getTranslations('users.members')
  const common = await getTranslations('common')
  const name = member.name || member.email
  const id = `role-${member.userId}`
  return (
    <ActionForm key={member.role} action={action} id={id} hidden={{ ...hidden, userId: member.userId }}>
      <div className="flex items-center gap-2">
        <div className="w-36">
          <FormSelect
            name="role"
            label={t('roleOf', { name })}
            labelHidden
            defaultValue={member.role}
            options={memberRoles.map((role) => ({ value: role, label: common(`roles.${role}`) }))}
          />
        </div>
        <SubmitButton variant="secondary" size="small" aria-label={t('changeOf', { name })}>
          {t('change')}
        </SubmitButton>
      </div>
    </ActionForm>
  )
}

/** Says that a member may no longer be active (product.md, Keep true). */
export async function AwayNote() {
  const t = await getTranslations('checks')
  return <span className="block max-w-60 text-attention text-small">{t('away')}</span>
}
