import { mailLink } from '#/lib/accounts/brand-page/links.ts'
import { BouncingBadge } from './bouncing-badge.tsx'

/** A person's address to write to, in red where mail to it comes back. */
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
