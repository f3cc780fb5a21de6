import { BreakableAddress } from '#/components/ui/breakable-address.tsx'
import { CopyButton } from '#/components/ui/copy-button.tsx'
import type { PointKind } from '#/db/words/points.ts'
import { mailLink } from '#/lib/accounts/brand-page/links.ts'
import { BouncingBadge } from './address-status.tsx'
import { EndpointBadge } from './endpoint-status.tsx'

type ShownAddress = {
  address: string
  /** It is the name of an endpoint, which nobody can mail. */
  isEndpoint?: boolean
}

/** An address with a button that copies it, or the name of an endpoint. */
export function CopiedAddress({ address, isEndpoint }: ShownAddress) {
  if (isEndpoint) return address
  return (
    <>
      <BreakableAddress address={address} />
      <CopyButton text={address} />
    </>
  )
}

/** An address as a link, in red if it bounces, with a button that copies it. */
export function MailLink({ address, bounces }: { address: string; bounces: boolean }) {
  return (
    <>
      <a href={mailLink(address) ?? undefined} className={`wrap-anywhere ${bounces ? 'text-bad' : ''}`}>
        {address}
      </a>
      <CopyButton text={address} />
    </>
  )
}

/** An address or an endpoint; one that bounces or fails is red and labelled. */
export function MarkedAddress({ bounces, ...shown }: ShownAddress & { bounces: boolean }) {
  if (!bounces) return <CopiedAddress {...shown} />
  return (
    <>
      <span className="block text-bad">
        <CopiedAddress {...shown} />
      </span>
      {shown.isEndpoint ? <EndpointBadge state="failing" /> : <BouncingBadge />}
    </>
  )
}

type AddressesAsTextProps = {
  addresses: readonly {
    key?: string
    shown: string
    /** `endpoint`: of an unknown kind. */
    kind: PointKind | 'endpoint'
    label?: string
    bouncing: boolean
  }[]
  none: string
}

export function AddressesAsText({ addresses, none }: AddressesAsTextProps) {
  if (addresses.length === 0) return <p className="text-muted">{none}</p>
  return (
    <ul className="flex flex-col gap-1">
      {addresses.map(({ key, shown, kind, label, bouncing }) => (
        <li key={key ?? shown} className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <span className={`min-w-0 wrap-anywhere ${bouncing ? 'text-bad' : ''}`}>
            <CopiedAddress address={shown} isEndpoint={kind !== 'mail'} />
          </span>
          {kind !== 'mail' && label ? <span className="text-muted text-small">{label}</span> : null}
          {bouncing ? kind === 'mail' ? <BouncingBadge /> : <EndpointBadge state="failing" /> : null}
        </li>
      ))}
    </ul>
  )
}

type StaffAddressProps = { email: string; bounces: boolean; advice: string }

/** A staff address; a bouncing one is red, with advice. */
export function StaffAddress({ email, bounces, advice }: StaffAddressProps) {
  const address = (
    <span className={`block wrap-anywhere ${bounces ? 'text-bad' : 'text-muted'}`}>
      <CopiedAddress address={email} />
    </span>
  )
  if (!bounces) return address
  return (
    <>
      {address}
      <BouncingBadge />
      <span className="block max-w-measure text-bad">{advice}</span>
    </>
  )
}
