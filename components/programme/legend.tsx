import Link from 'next/link'
import { Swatch, type Tone } from './tones.tsx'

export type LegendEntry = {
  tone: Tone
  name: string
  /** The number, as it is read. */
  count: string
  /** The accounts or messages behind it. */
  href?: string | undefined
}

/** What each look means, how much of it there is, and the way to what lies behind it. */
export function Legend({ entries }: { entries: readonly LegendEntry[] }) {
  return (
    <ul className="flex flex-wrap gap-x-6 gap-y-1">
      {entries.map(({ tone, name, count, href }) => (
        <li key={tone} className="flex min-h-6 items-start gap-2 text-small">
          <Swatch tone={tone} />
          <span>
            {href ? <Link href={href}>{name}</Link> : name}{' '}
            <span className="text-muted tabular-nums">{count}</span>
          </span>
        </li>
      ))}
    </ul>
  )
}
