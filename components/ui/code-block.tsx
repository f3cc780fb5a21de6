import { type ReactNode, useId } from 'react'
import { CopyButton } from '#/components/ui/copy-button.tsx'

type CodeBlockProps = { title: ReactNode; code: string; copy?: { label: string; copied: string } | undefined }

/** Machine-readable text. A wide one scrolls in its own region, also by keyboard. */
export function CodeBlock({ title, code, copy }: CodeBlockProps) {
  const id = useId()
  return (
    <figure className="min-w-0 rounded-box border border-line bg-sunken">
      <figcaption
        id={`${id}-title`}
        className="flex min-h-11 flex-wrap items-center justify-between gap-x-4 gap-y-1 border-line border-b px-4 py-1.5 text-muted text-small"
      >
        {title}
        {copy ? <CopyButton from={id} {...copy} /> : null}
      </figcaption>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
      <section aria-labelledby={`${id}-title`} tabIndex={0} className="overflow-x-auto px-4 py-3">
        <pre className="font-mono text-small">
          <code id={id}>{code}</code>
        </pre>
      </section>
    </figure>
  )
}
