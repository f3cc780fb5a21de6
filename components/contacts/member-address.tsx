import { BouncingBadge } from '#/components/notices/bouncing-badge.tsx'
import { mailLink } from '#/lib/brands/links.ts'

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
