import { ButtonLink, ButtonRow } from '#/components/ui/button.tsx'

/** The ways through a list that is paged by key; nothing where all of it is shown. */
export function Pager({ first, next }: { first: PagerLink | null; next: PagerLink | null }) {
  if (!first && !next) return null
  return (
    <ButtonRow>
      {first ? <ButtonLink href={first.href}>{first.label}</ButtonLink> : null}
      {next ? <ButtonLink href={next.href}>{next.label}</ButtonLink> : null}
    </ButtonRow>
  )
}

type PagerLink = { href: string; label: string }
