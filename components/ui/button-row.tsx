import type { ReactNode } from 'react'

/** Buttons side by side, the first the one most wanted; they wrap where there is no room. */
export function ButtonRow({ children }: { children: ReactNode }) {
  return <div className="flex flex-wrap items-center gap-3">{children}</div>
}
