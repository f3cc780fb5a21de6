import type { ComponentProps } from 'react'
import { Message } from './frame.tsx'

/** A message instead of a page; it reads no settings, so it also works when they cannot be read. */
export function MessagePage(props: ComponentProps<typeof Message>) {
  return <Message {...props} />
}
