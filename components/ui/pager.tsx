import { ButtonLink, ButtonRow } from './button.tsx'

type Way = { href: string; label: string } | null

/** Links to the pages of a list that is paged by key; nothing for a single page. */
export function Pager({ first, next }: { first: Way; next: Way }) {
  if (!first && !next) return null
  return (
    <ButtonRow>
      {first ? <ButtonLink href={first.href}>{first.label}</ButtonLink> : null}
      {next ? <ButtonLink href={next.href}>{next.label}</ButtonLink> : null}
    </ButtonRow>
  )
}
