import type { ReactNode } from 'react'
import { Icon, type IconName } from '#/components/ui/icon.tsx'

type EmptyStateProps = {
  icon?: IconName | undefined
  title: ReactNode
  children?: ReactNode | undefined
  action?: ReactNode | undefined
}

/** Fills an empty list: what will appear here, and the first step. */
export function EmptyState({ icon, title, children, action }: EmptyStateProps) {
  return (
    <div className="flex flex-col items-center gap-1 rounded-box border border-line border-dashed px-4 py-10 text-center">
      {icon ? (
        <span className="mb-2 flex size-10 items-center justify-center rounded-full bg-sunken text-muted">
          <Icon name={icon} />
        </span>
      ) : null}
      <p className="font-semibold">{title}</p>
      <div className="max-w-[52ch] text-small text-muted text-balance">{children}</div>
      {action ? <div className="mt-4 flex flex-wrap justify-center gap-3">{action}</div> : null}
    </div>
  )
}
