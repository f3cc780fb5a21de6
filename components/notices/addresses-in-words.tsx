import { BouncingBadge } from '#/components/contacts/address-status.tsx'

type AddressesInWordsProps = {
  addresses: readonly { address: string; bouncing: boolean }[]
  /** The text for an empty list. */
  none: string
}

/** Lists addresses; bouncing ones are red. */
export function AddressesInWords({ addresses, none }: AddressesInWordsProps) {
  if (addresses.length === 0) return <p className="text-muted">{none}</p>
  return (
    <ul className="flex flex-col gap-1">
      {addresses.map(({ address, bouncing }) => (
        <li key={address} className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <span className={`min-w-0 wrap-anywhere ${bouncing ? 'text-bad' : ''}`}>{address}</span>
          {bouncing ? <BouncingBadge /> : null}
        </li>
      ))}
    </ul>
  )
}
