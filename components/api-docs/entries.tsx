import type { ReactNode } from 'react'
import { Name } from './description.tsx'

export type Entry = { name: string; about?: ReactNode | undefined; meaning: ReactNode }

/** Names that machines use, each with what it means. */
export function Entries({
  label,
  entries,
  short = false,
}: {
  label: string
  entries: readonly Entry[]
  /** The names are no longer than a status. */
  short?: boolean
}) {
  return (
    <dl
      aria-label={label}
      className="divide-y divide-line rounded-box border border-line bg-surface text-small"
    >
      {entries.map(({ name, about, meaning }) => (
        <div key={name} className="flex flex-wrap gap-x-4 gap-y-0.5 px-4 py-2.5">
          <dt className={short ? 'basis-12' : 'min-w-0 basis-64'}>
            <Name>{name}</Name>
            {about ? <span className="block text-muted">{about}</span> : null}
          </dt>
          <dd className="min-w-0 flex-1 basis-64">{meaning}</dd>
        </div>
      ))}
    </dl>
  )
}
