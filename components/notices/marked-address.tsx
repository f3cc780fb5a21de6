import { BouncingBadge } from '#/components/contacts/address-status.tsx'
import { BreakableAddress } from '#/components/ui/breakable-address.tsx'

/** An address as it stands; where mail to it comes back, in red and with the word for it. */
export function MarkedAddress({ address, bounces }: { address: string; bounces: boolean }) {
  if (!bounces) return <BreakableAddress address={address} />
  return (
    <>
      <span className="block text-bad">
        <BreakableAddress address={address} />
      </span>
      <BouncingBadge />
    </>
  )
}
