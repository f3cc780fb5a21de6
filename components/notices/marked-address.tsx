import { BouncingBadge } from '#/components/contacts/address-status.tsx'
import { BreakableAddress } from '#/components/ui/breakable-address.tsx'

/** Shows an address; a bouncing one is red and labelled. */
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
