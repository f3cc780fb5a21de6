import type { ReactNode } from 'react'
import { PageHeader } from '#/components/ui/page-header.tsx'

/** A message instead of a page; it reads no settings, so it also works when they cannot be read. */
export function MessagePage({ title, text, children }: { title: string; text: string; children: ReactNode }) {
  return (
    <main id="content" tabIndex={-1} className="mx-auto flex max-w-measure flex-col gap-6 px-4 py-16">
      <title>{title}</title>
      <PageHeader title={title} description={text} />
      {children}
    </main>
  )
}
