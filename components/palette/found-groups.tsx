import { Badge } from '#/components/ui/badge.tsx'
import { Link } from '#/components/ui/link.tsx'
import { type FoundGroup, leadsToForm } from '#/lib/admin/palette/response.ts'

export function FoundGroups({ groups }: { groups: readonly FoundGroup[] }) {
  return groups.map(({ title, items }) => (
    <section key={title} aria-label={title} className="flex max-w-4xl flex-col gap-2">
      <h2 className="text-large">{title}</h2>
      <ul className="divide-y divide-line rounded-box border border-line bg-surface">
        {items.map(({ href, title, detail, mark }) => (
          <li key={href} className="flex flex-wrap items-baseline gap-x-3 gap-y-1 px-4 py-2">
            <Link
              href={href}
              scroll={!leadsToForm(href)}
              dir="auto"
              className="inline-block min-h-6 font-medium"
            >
              {title}
            </Link>
            <span className="min-w-0 text-muted text-small wrap-anywhere">{detail}</span>
            {mark ? <Badge meaning="bad">{mark}</Badge> : null}
          </li>
        ))}
      </ul>
    </section>
  ))
}
