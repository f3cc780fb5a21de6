import { BouncingBadge } from '#/components/contacts/address-status.tsx'

type StaffAddressProps = {
  email: string
  bounces: boolean
  /** What helps, where mail to it comes back. */
  advice: string
}

/** An address of the staff; where mail to it comes back, in red and with what helps. */
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
