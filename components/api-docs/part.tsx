import type { ReactNode } from 'react'

/** A part of an operation under its name. */
export function DocsPart({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className="flex min-w-0 flex-col gap-3">
      <h4 className="font-semibold">{title}</h4>
      {children}
    </div>
  )
}
