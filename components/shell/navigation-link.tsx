'use client'

import { usePathname } from 'next/navigation'
import type { ReactNode } from 'react'
import { Link } from '#/components/ui/link.tsx'

/** A navigation link, marked on its own page and those below. The font weight stays, so that no link moves. */
export function NavigationLink({
  href,
  exact,
  children,
}: {
  href: string
  exact?: boolean
  children: ReactNode
}) {
  const path = usePathname()
  const current = path === href || (!exact && path.startsWith(`${href}/`))
  return (
    <Link
      href={href}
      aria-current={current ? 'page' : undefined}
      className="flex items-start gap-2.5 rounded-box px-3 py-1.5 text-ink [&>svg]:mt-0.5 no-underline hover:bg-sunken aria-[current=page]:bg-accent-soft aria-[current=page]:text-accent-ink aria-[current=page]:shadow-[inset_3px_0_var(--color-accent)] forced-colors:aria-[current=page]:outline-2"
    >
      {children}
    </Link>
  )
}
