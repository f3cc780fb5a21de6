import { getMessages } from 'next-intl/server'
import type { ReactNode } from 'react'
import { HeldRows } from '#/components/ui/held-rows.tsx'
import { RefreshingList } from './refreshing-list.tsx'

type LiveListProps = {
  keys: readonly string[]
  /** The address of this page of the list. */
  path: string
  /** Shown above the list, beside the polling status. */
  head?: ReactNode
  children: ReactNode
}

/** Keeps a list current while its page is open; without JavaScript a link does so. */
export async function LiveList({ keys, path, head, children }: LiveListProps) {
  const { liveList } = (await getMessages()).common
  return (
    <RefreshingList key={path} keys={keys} path={path} texts={liveList} head={head}>
      {children}
    </RefreshingList>
  )
}

/** Parts of a live page that come and go, such as sections: each waits for the reader as a row does. */
export function LiveParts({ parts }: { parts: Record<string, ReactNode> }) {
  const shown = Object.entries(parts).filter(([, part]) => part)
  return (
    <HeldRows as="div" className="contents" keys={shown.map(([name]) => name)}>
      {shown.map(([name, part]) => (
        <div key={name} className="flex min-w-0 flex-col gap-6">
          {part}
        </div>
      ))}
    </HeldRows>
  )
}
