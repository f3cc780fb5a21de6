'use client'

import NextLink from 'next/link'
import type { ComponentProps } from 'react'

/**
 * A link within the application. It loads nothing ahead: pages are rendered at each request, so Next could fetch only
 * their frames, and the dozen links in view would cost the server more than the page itself.
 */
export function Link(props: ComponentProps<typeof NextLink>) {
  return <NextLink prefetch={false} {...props} />
}
