import { getTranslations } from 'next-intl/server'
import { Instant } from '#/components/instant.tsx'
import { Badge } from '#/components/ui/badge.tsx'
import type { AddressStatus } from '#/lib/contacts/address-status.ts'

/** How an address stands, since when, and what the mail server said where its mail comes back. */
export async function AddressStatusLine({ status }: { status: AddressStatus }) {
  const t = await getTranslations('adminAccount.address')
  const at = (instant: number) => ({ at: () => <Instant at={instant} /> })
  if (status.status === 'bouncing') {
    return (
      <>
        <Badge meaning="bad">{t('bouncing')}</Badge>{' '}
        <span className="text-bad text-small">
          {t.rich('bouncingSince', { ...at(status.since), code: status.code })}
        </span>
        <span className="block max-w-measure wrap-anywhere text-small">
          {status.said ? t('said', { text: status.said }) : t('forgotten')}
        </span>
      </>
    )
  }
  const { since } = status
  if (status.status === 'confirmed') {
    return (
      <>
        <Badge meaning="good">{t('confirmed')}</Badge>{' '}
        {since === null ? null : (
          <span className="text-muted text-small">
            {t.rich(status.member ? 'memberSince' : 'confirmedSince', at(since))}
          </span>
        )}
      </>
    )
  }
  return (
    <>
      <Badge>{t('unconfirmed')}</Badge>{' '}
      {since === null ? null : <span className="text-muted text-small">{t.rich('given', at(since))}</span>}
    </>
  )
}
