import type { ReactNode } from 'react'

/** The content of a page, with its facts beside it if there is room. */
export function FactsColumns({ facts, children }: { facts: ReactNode; children: ReactNode }) {
  return (
    <div className="@container">
      <div className="grid items-start gap-6 @4xl:grid-cols-[minmax(0,1fr)_18rem]">
        <div className="flex min-w-0 flex-col gap-6">{children}</div>
        {facts}
      </div>
    </div>
  )
}
