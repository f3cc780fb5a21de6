import { getTranslations } from 'next-intl/server'
import { Card } from '#/components/ui/card.tsx'
import type { AccountGrant } from '#/lib/accounts/access/grants.ts'
import { listFieldNames } from '#/lib/contacts/fields/field-names.ts'
import type { AddressStatus } from '#/lib/notices/views/address-status.ts'
import { currentSettings } from '#/lib/platform/settings/current.ts'
import { addressKey } from '#/lib/platform/values/address-key.ts'
import { MemberAddress } from './member-address.tsx'

type MissingForViewerProps = {
  grant: AccountGrant
  /** How each address stands, by its key. */
  statuses: ReadonlyMap<string, AddressStatus>
}

/** What a viewer sees at the gate: what is missing, and which owners and editors can complete it (product.md, People). */
export async function MissingForViewer({ grant, statuses }: MissingForViewerProps) {
  const t = await getTranslations('gate.viewer')
  const roles = await getTranslations('common.roles')
  const { programmeName } = await currentSettings()
  const names = await listFieldNames(
    grant.missing.map(({ field }) => field),
    programmeName,
  )
  const able = grant.members.filter(({ role }) => role !== 'viewer')
  return (
    <div className="flex flex-col gap-6">
      <Card title={t('title')}>
        <p>{t('text')}</p>
        <ul className="mt-3 flex flex-col gap-2">
          {able.map(({ userId, name, email, role }) => (
            <li key={userId}>
              <span className="font-medium">{name || email}</span> · {roles(role)} ·{' '}
              <MemberAddress email={email} bounces={statuses.get(addressKey(email))?.status === 'bouncing'} />
            </li>
          ))}
        </ul>
      </Card>
      <section>
        <h2 className="text-large">{t('missing')}</h2>
        <ul className="mt-2 list-disc pl-5">
          {names.map((name) => (
            <li key={name}>{name}</li>
          ))}
        </ul>
      </section>
    </div>
  )
}
