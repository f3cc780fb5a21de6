import { BouncingBadge } from '#/components/contacts/address-status.tsx'

type StaffAddressProps = {
  email: string
  bounces: boolean
  /** What to do if the address bounces. */
  advice: string
}

/** A staff address; a bouncing one is red, with advice. */
export function StaffAddress({ email, bounces, advice }: StaffAddressProps) {
  if (!bounces) return <span className="block text-muted wrap-anywhere">{email}</span>
  return (
    <>
      <span className="block text-bad wrap-anywhere">{email}</span>
      <BouncingBadge />
      <span className="block max-w-measure text-bad">{advice}</span>
    </>
  )
}
