import { getTranslations } from 'next-intl/server'
import { mailLink } from '#/lib/accounts/brand-page/links.ts'
import type { AddressStatus } from '#/lib/notices/views/address-status.ts'
import { addressKey } from '#/lib/platform/values/address-key.ts'
import { AddressStatusLine } from './address-status-line.tsx'
import { BounceAdvice } from './bounce-advice.tsx'

type AlertMembersProps = {
  userIds: readonly string[]
  members: readonly { userId: string; name: string; email: string }[]
  /** How each address stands, by its key. */
  statuses: ReadonlyMap<string, AddressStatus>
  /** Which member reads it; null for staff, who see what the mail server said. */
  readerId: string | null
}

/** The members who get automated alerts, each with how their address stands; and who is none any more. */
export async function AlertMembers({ userIds, members, statuses, readerId }: AlertMembersProps) {
  const t = await getTranslations('contacts.details')
  return (
    <ul className="flex flex-col gap-2">
      {userIds.map((userId) => {
        const member = members.find((one) => one.userId === userId)
        const status = member && statuses.get(addressKey(member.email))
        const ink = status?.status === 'bouncing' ? 'text-bad' : ''
        return (
          <li key={userId}>
            {member ? (
              <>
                {member.name ? <span className="font-medium">{member.name} </span> : null}
                <a href={mailLink(member.email) ?? undefined} className={`wrap-anywhere ${ink}`}>
                  {member.email}
                </a>
                {status ? (
                  <span className="block">
                    <AddressStatusLine
                      status={status}
                      raw={readerId === null}
                      advice={
                        readerId === null ? null : (
                          <BounceAdvice of={userId === readerId ? 'own' : 'member'} />
                        )
                      }
                    />
                  </span>
                ) : null}
              </>
            ) : (
              <span className="text-muted">{t('notMember')}</span>
            )}
          </li>
        )
      })}
    </ul>
  )
}
