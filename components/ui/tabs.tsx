import { Link } from '#/components/ui/link.tsx'

type Tab = { href: string; label: string; current: boolean; count?: number | string | undefined }

/** Tabs that are pages: each has its own URL, so the browser's history works. `label` names the set. */
export function Tabs({ label, tabs }: { label: string; tabs: readonly Tab[] }) {
  return (
    <nav aria-label={label} className="border-line border-b print:hidden">
      <ul className="-mb-px flex flex-wrap gap-x-6">
        {tabs.map(({ href, label: text, current, count }) => (
          <li key={href}>
            <Link
              href={href}
              aria-current={current ? 'page' : undefined}
              className="inline-flex min-h-11 min-w-6 items-center gap-2 border-transparent border-b-2 font-medium text-muted no-underline hover:border-control hover:text-ink aria-[current=page]:border-accent aria-[current=page]:text-ink forced-colors:border-b forced-colors:border-[CanvasText] forced-colors:aria-[current=page]:border-b-2 forced-colors:aria-[current=page]:border-[Highlight]"
            >
              {text}
              {count === undefined ? null : (
                <span className="rounded-full bg-sunken px-2 text-small text-muted tabular-nums">
                  {count}
                </span>
              )}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}
