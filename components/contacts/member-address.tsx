import { BouncingBadge } from '#/components/notices/bouncing-badge.tsx'
import type { AddressStatus } from '#/lib/contacts/address-status.ts'

/** A person's address to write to, in red where mail to it comes back. */
export function MemberAddress({ email, status }: { email: string; status: AddressStatus | undefined }) {
  const bounces = status?.status === 'bouncing'
  return (
    <>
      <a href={`mailto:${email}`} className={`wrap-anywhere ${bounces ? 'text-bad' : ''}`}>
        {email}
      </a>{' '}
      {bounces ? <BouncingBadge /> : null}
    </>
  )
}
