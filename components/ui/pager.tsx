import { ButtonLink, ButtonRow } from './button.tsx'

type Way = { href: string; label: string } | null

/** The ways through a list that is paged by key; nothing where all of it is shown. */
export function Pager({ first, next }: { first: Way; next: Way }) {
  if (!first && !next) return null
  return (
    <ButtonRow>
      {first ? <ButtonLink href={first.href}>{first.label}</ButtonLink> : null}
      {next ? <ButtonLink href={next.href}>{next.label}</ButtonLink> : null}
    </ButtonRow>
  )
}
