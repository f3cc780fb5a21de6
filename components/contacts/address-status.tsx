import { getTranslations } from 'next-intl/server'
import { Instant } from '#/components/shell/instant.tsx'
import { Badge } from '#/components/ui/badge.tsx'
import { Link } from '#/components/ui/link.tsx'
import { mailLink } from '#/lib/accounts/brand-page/links.ts'
import type { PointState } from '#/lib/accounts/points/point-state.ts'
import { parseReason } from '#/lib/platform/mail/reason.ts'

export type AddressStatuses = ReadonlyMap<string, PointState>
export type BouncingKeys = ReadonlySet<string>

type AddressStatusLineProps = {
  status: PointState
  /** The reader's relation to the address; staff also see the mail server's raw answer. */
  of: BounceAdviceProps['of'] | 'staff'
  /** Where this reader corrects it. */
  field?: string | null | undefined
}

const meanings = { bouncing: 'bad', confirmed: 'good', unconfirmed: 'neutral' } as const

/** Shows the status of an address and its date; for a bouncing one also why, and what to do. */
export async function AddressStatusLine({ status, of, field }: AddressStatusLineProps) {
  const t = await getTranslations('addressStatus')
  const isBouncing = status.status === 'bouncing'
  return (
    <>
      <Badge meaning={meanings[status.status]}>{t(status.status)}</Badge>{' '}
      <span className={isBouncing ? 'font-normal text-bad text-small' : 'text-muted text-small'}>
        <AddressStatusText status={status} badged />
      </span>
      {isBouncing && of === 'staff' ? (
        <span className="block max-w-measure wrap-anywhere font-normal text-small">
          {status.said ? t('said', { text: status.said }) : t('code', { code: status.code })}
        </span>
      ) : null}
      {isBouncing && of !== 'staff' ? (
        <span className="block max-w-measure font-normal text-bad text-small">
          <BounceAdvice of={of} field={field ?? null} />
        </span>
      ) : null}
    </>
  )
}

type AddressStatusTextProps = {
  status: PointState
  /** The status is in a badge before it: "Bouncing", then "since 4 Aug 2026". */
  badged?: boolean
}

/** Since when an address has its status, and why it bounces. */
export async function AddressStatusText({ status, badged = false }: AddressStatusTextProps) {
  const t = await getTranslations('addressStatus')
  const reasons = await getTranslations('notices.deliveries.reasons')
  const at = (instant: number) => ({ at: () => <Instant at={instant} /> })
  const { since } = status
  if (status.status === 'bouncing') {
    return (
      <>
        {t.rich(badged ? 'badgeSince' : 'bouncingSince', at(status.since))}{' '}
        {reasons(parseReason(status.code) ?? 'refused', { programme: '' })}
      </>
    )
  }
  if (status.status === 'confirmed')
    return since === null ? null : t.rich(status.member ? 'memberSince' : 'confirmedSince', at(since))
  if (status.askedAt !== null) return t.rich('asked', at(status.askedAt))
  if (status.askAt !== null) return t.rich('askLater', at(status.askAt))
  return since === null ? null : t.rich('given', at(since))
}

/** Marks a bouncing address, wherever it appears (notices.md, Bouncing). */
export async function BouncingBadge() {
  const t = await getTranslations('addressStatus')
  return <Badge meaning="bad">{t('bouncing')}</Badge>
}

export function MemberAddress({ email, bounces }: { email: string; bounces: boolean }) {
  return (
    <>
      <a href={mailLink(email) ?? undefined} className={`wrap-anywhere ${bounces ? 'text-bad' : ''}`}>
        {email}
      </a>{' '}
      {bounces ? <BouncingBadge /> : null}
    </>
  )
}

type BounceAdviceProps = {
  /** The role of the address: the reader's own, another member's, a contact, or the support address. */
  of: 'own' | 'member' | 'contact' | 'public'
  /** Link to correct it; null without the right to, and for a member's address. */
  field?: string | null
}

/** What this reader can do about a bouncing address (notices.md, Bouncing). */
export async function BounceAdvice({ of, field = null }: BounceAdviceProps) {
  const t = await getTranslations('addressStatus.advice')
  if (of === 'member') return t('member')
  if (of === 'own') return t.rich('own', { settings: (words) => <Link href="/settings">{words}</Link> })
  if (field === null) return t(of === 'public' ? 'readPublic' : 'read')
  return (
    <>
      {t(of === 'public' ? 'correctPublic' : 'correct')} <Link href={field}>{t('toField')}</Link>
    </>
  )
}
