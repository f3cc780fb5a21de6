import { CopyButton } from '#/components/ui/copy-button.tsx'
import { mailLink } from '#/lib/accounts/brand-page/links.ts'

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
