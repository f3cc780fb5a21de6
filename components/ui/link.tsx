'use client'

import NextLink, { useLinkStatus } from 'next/link'
import type { ComponentProps } from 'react'
import { createPortal } from 'react-dom'
import { useFormTexts } from './form-texts.tsx'

/**
 * A link within the application. It loads nothing ahead: pages are rendered at each request, so Next could fetch only
 * their frames, and the dozen links in view would cost the server more than the page itself.
 */
export function Link({ children, ...rest }: ComponentProps<typeof NextLink>) {
  return (
    <NextLink prefetch={false} {...rest}>
      {children}
      <LoadingBar />
    </NextLink>
  )
}

/** While the link's page loads: a thin bar at the top of the window, which CSS shows only if that takes a moment. */
function LoadingBar() {
  const { sending } = useFormTexts()
  const { pending } = useLinkStatus()
  if (!pending) return null
  return createPortal(<div role="progressbar" aria-label={sending} className="loading-bar" />, document.body)
}
