import type { ReactNode } from 'react'
import { Icon } from '#/components/ui/icon.tsx'

type DisclosureProps = { summary: ReactNode; open?: boolean | undefined; children: ReactNode }

export function Disclosure({ summary, open, children }: DisclosureProps) {
  return (
    <details open={open} className="group/disclosure">
      <Summary>{summary}</Summary>
      <div className="mt-2 ml-[7px] border-line border-l-2 pl-4">{children}</div>
    </details>
  )
}

/** Folds on a phone only; a wider window shows the content without a summary (globals.css). */
export function PhoneFold({ summary, open, children }: DisclosureProps) {
  return (
    <details open={open} className="phone-fold group/disclosure">
      <Summary>{summary}</Summary>
      {children}
    </details>
  )
}

function Summary({ children }: { children: ReactNode }) {
  return (
    <summary className="inline-flex min-h-8 list-none items-center gap-1.5 rounded-box font-medium text-accent-ink hover:underline [&::-webkit-details-marker]:hidden">
      <span className="flex group-open/disclosure:rotate-90">
        <Icon name="chevron-right" size="small" />
      </span>
      {children}
    </summary>
  )
}
