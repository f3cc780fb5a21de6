import { BreakableAddress } from '#/components/ui/breakable-address.tsx'
import { CopyButton } from '#/components/ui/copy-button.tsx'
import { mailLink } from '#/lib/accounts/brand-page/links.ts'
import { BouncingBadge } from './address-status.tsx'

export function CopiedAddress({ address }: { address: string }) {
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

/** An address; a bouncing one is red and labelled. */
export function MarkedAddress({ address, bounces }: { address: string; bounces: boolean }) {
  if (!bounces) return <CopiedAddress address={address} />
  return (
    <>
      <span className="block text-bad">
        <CopiedAddress address={address} />
      </span>
      <BouncingBadge />
    </>
  )
}

type AddressesAsTextProps = { addresses: readonly { shown: string; bouncing: boolean }[]; none: string }

export function AddressesAsText({ addresses, none }: AddressesAsTextProps) {
  if (addresses.length === 0) return <p className="text-muted">{none}</p>
  return (
    <ul className="flex flex-col gap-1">
      {addresses.map(({ shown, bouncing }) => (
        <li key={shown} className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <span className={`min-w-0 wrap-anywhere ${bouncing ? 'text-bad' : ''}`}>
            <CopiedAddress address={shown} />
          </span>
          {bouncing ? <BouncingBadge /> : null}
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
