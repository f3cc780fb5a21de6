import { getTranslations } from 'next-intl/server'
import { Badge, type BadgeLook } from '#/components/ui/badge.tsx'
import type { DeliveryAttempt } from '#/db/words/mail.ts'
import { isEndpointKey, type PointKey } from '#/db/words/points.ts'
import { parseEndpointReason } from '#/lib/notices/endpoints/reason.ts'
import { parseReason } from '#/lib/platform/mail/reason.ts'
import { currentSettings } from '#/lib/platform/settings/current.ts'

const looks: Record<DeliveryAttempt['status'], BadgeLook> = {
  queued: { meaning: 'neutral', icon: 'clock' },
  sending: { meaning: 'information', icon: 'mail' },
  accepted: { meaning: 'good' },
  delivered: { meaning: 'good' },
  retrying: { meaning: 'attention', icon: 'clock' },
  failed: { meaning: 'bad' },
  expired: { meaning: 'bad' },
  withheld: { meaning: 'neutral' },
  superseded: { meaning: 'neutral' },
  delayed: { meaning: 'attention', icon: 'clock' },
  relayed: { meaning: 'information' },
}

type OfDelivery = { status: DeliveryAttempt['status']; recipient: PointKey }

export async function DeliveryStatus({ status, recipient }: OfDelivery) {
  return <Badge {...looks[status]}>{await nameStatus({ status, recipient })}</Badge>
}

/** An endpoint has no mail server that accepts for it. */
export async function nameStatus({ status, recipient }: OfDelivery): Promise<string> {
  const t = await getTranslations('notices.deliveries.statuses')
  return t(status === 'accepted' && isEndpointKey(recipient) ? 'taken' : status)
}

type DeliveryReasonProps = {
  status: DeliveryAttempt['status']
  /** The stored part of the answer: of a mail server or an endpoint. */
  error: string

  /** For staff: the raw answer too, which can name machines. */
  raw?: boolean | undefined
}

/** Explains why a message failed; renders nothing for a successful one. */
export async function DeliveryReasonText({ status, error, raw }: DeliveryReasonProps) {
  const { programmeName: programme } = await currentSettings()
  const t = await getTranslations('notices.deliveries')
  if (status === 'accepted' || status === 'delivered' || status === 'relayed') return null
  const ofEndpoint = parseEndpointReason(error)
  const reason = parseReason(error)
  const endpoints = await getTranslations('endpoints.reasons')
  const said = ofEndpoint
    ? endpoints(ofEndpoint, { programme })
    : reason && t(`reasons.${reason}`, { programme })
  if (!said) return null
  return (
    <span className="block max-w-measure text-muted">
      {said}
      {raw ? (
        <span className="block wrap-anywhere">{t(ofEndpoint ? 'details' : 'said', { text: error })}</span>
      ) : null}
    </span>
  )
}
