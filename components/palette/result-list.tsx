'use client'

import { useEffect, useRef } from 'react'
import { Link } from '#/components/ui/link.tsx'
import { type FoundGroup, leadsToForm } from '#/lib/admin/palette/response.ts'

type ResultListProps = {
  id: string
  label: string
  groups: readonly FoundGroup[]
  /** The place of the active result among all. */
  at: number
  onPoint: (at: number) => void
  onOpen: () => void
}

/** The results in their groups. Each is a link, so that a mouse opens it as any other; keys act from the field above. */
export function ResultList({ id, label, groups, at, onPoint, onOpen }: ResultListProps) {
  const list = useRef<HTMLDivElement>(null)
  const starts = groups.map((_, place) =>
    groups.slice(0, place).reduce((sum, { items }) => sum + items.length, 0),
  )

  // biome-ignore lint/correctness/useExhaustiveDependencies: the active result changed
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' })
  }, [at, groups])

  return (
    <div ref={list} id={id} role="listbox" aria-label={label} className="min-h-0 overflow-y-auto p-2">
      {groups.map(({ title, items }, group) => (
        // biome-ignore lint/a11y/useSemanticElements: a fieldset groups fields
        <div key={title} role="group" aria-labelledby={`${id}-group-${group}`}>
          <div id={`${id}-group-${group}`} className="px-3 pt-2 pb-1 font-medium text-muted text-small">
            {title}
          </div>
          {items.map(({ href, title, detail, mark }, place) => {
            const own = (starts[group] ?? 0) + place
            return (
              <Link
                key={href}
                id={`${id}-${own}`}
                role="option"
                aria-selected={own === at}
                tabIndex={-1}
                href={href}
                scroll={!leadsToForm(href)}
                onClick={(event) => event.ctrlKey || event.metaKey || event.shiftKey || onOpen()}
                onPointerMove={() => own !== at && onPoint(own)}
                className="flex min-h-9 flex-wrap items-baseline gap-x-3 rounded-[4px] px-3 py-1.5 text-ink no-underline aria-selected:bg-accent-soft aria-selected:text-accent-ink aria-selected:shadow-[inset_3px_0_var(--color-accent)] forced-colors:aria-selected:outline-2"
              >
                <span dir="auto" className="min-w-0 font-medium">
                  {title}
                </span>{' '}
                <span className="min-w-0 text-muted text-small wrap-anywhere">{detail}</span>{' '}
                {mark ? <span className="text-bad text-small">{mark}</span> : null}
              </Link>
            )
          })}
        </div>
      ))}
    </div>
  )
}
