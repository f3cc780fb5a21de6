import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import { ContactsStatus } from '#/components/accounts/contacts-status.tsx'
import { StateBadge } from '#/components/accounts/state-badge.tsx'
import { Card } from '#/components/ui/card.tsx'
import type { AccountStanding } from '#/lib/accounts/account/standing.ts'
import { listFieldNames } from '#/lib/contacts/fields/field-names.ts'

type CaseAccountProps = {
  standing: Pick<AccountStanding, 'account' | 'missing' | 'locked'>
  programme: string
}

/** How the account stands whose case it is: what it may well be about. */
export async function CaseAccount({ standing: { account, missing, locked }, programme }: CaseAccountProps) {
  const t = await getTranslations('cases.about')
  const names = await listFieldNames(
    missing.map(({ field }) => field),
    programme,
  )
  return (
    <Card title={t('account')}>
      <p className="font-semibold">
        <Link href={`/admin/accounts/${account.slug}`}>{account.name}</Link>
      </p>
      <div className="flex flex-wrap gap-1.5">
        <StateBadge state={account.state} />
        <ContactsStatus count={missing.length} locked={locked} dueAt={account.dueAt} />
      </div>
      {names.length > 0 ? (
        <p className="text-small">
          <span className="text-muted">{t('missing')}</span> {names.join(', ')}
        </p>
      ) : null}
      {account.stateReason ? (
        <p dir="auto" className="whitespace-pre-line text-muted text-small">
          {account.stateReason}
        </p>
      ) : null}
    </Card>
  )
}
