import { getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { Instant } from '#/components/shell/instant.tsx'
import { Badge } from '#/components/ui/badge.tsx'
import { type AddressStatus, reasonOf } from '#/lib/notices/views/address-status.ts'

type AddressStatusLineProps = {
  status: AddressStatus
  /** What to do about an address whose mail comes back. */
  advice?: ReactNode
  /** For staff: also what the mail server said, as it came. */
  raw?: boolean | undefined
}

/** How an address stands and since when; where its mail comes back, why, and what to do. */
export async function AddressStatusLine({ status, advice, raw }: AddressStatusLineProps) {
  const t = await getTranslations('addressStatus')
  const at = (instant: number) => ({ at: () => <Instant at={instant} /> })
  if (status.status === 'bouncing') {
    const reasons = await getTranslations('notices.deliveries.reasons')
    return (
      <>
        <Badge meaning="bad">{t('bouncing')}</Badge>{' '}
        <span className="font-normal text-bad text-small">
          {t.rich('bouncingSince', at(status.since))} {reasons(reasonOf(status), { programme: '' })}
        </span>
        {raw ? (
          <span className="block max-w-measure wrap-anywhere font-normal text-small">
            {status.said ? t('said', { text: status.said }) : t('code', { code: status.code })}
          </span>
        ) : null}
        {advice ? (
          <span className="block max-w-measure font-normal text-bad text-small">{advice}</span>
        ) : null}
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
      <span className="text-muted text-small">
        {status.askedAt !== null
          ? t.rich('asked', at(status.askedAt))
          : status.askAt !== null
            ? t.rich('askLater', at(status.askAt))
            : since !== null
              ? t.rich('given', at(since))
              : null}
      </span>
    </>
  )
}
