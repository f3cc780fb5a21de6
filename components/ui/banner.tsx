import { type ReactNode, useId } from 'react'
import { FocusedBox } from '#/components/ui/focused-box.tsx'
import { Icon } from '#/components/ui/icon.tsx'
import { type Meaning, meaningInk, meaningTint } from '#/components/ui/meaning.ts'

type BannerProps = {
  meaning: Meaning
  /** The text that carries the meaning without the colour. */
  title: ReactNode
  children?: ReactNode | undefined
  action?: ReactNode | undefined
  /** `status` for a success ("Saved"), `alert` for a failure; both take the focus. */
  role?: 'status' | 'alert' | undefined
  /** Unless false. */
  focused?: boolean | undefined
}

export function Banner({ meaning, title, children, action, role, focused }: BannerProps) {
  const text = useId()
  const className = `flex gap-3 rounded-box border px-4 py-3 ${meaningTint[meaning]}`
  const content = (
    <>
      <span className={`flex h-6 items-center ${meaningInk[meaning]}`}>
        <Icon name={meaning} />
      </span>
      <div className="flex min-w-0 flex-1 flex-wrap items-start justify-between gap-x-6 gap-y-2">
        <div id={text} className="min-w-0 max-w-measure">
          <p className="font-semibold">{title}</p>
          {children ? <div className="text-small">{children}</div> : null}
        </div>
        {action ? <div className="flex flex-wrap gap-2 self-center">{action}</div> : null}
      </div>
    </>
  )
  if (!role) return <div className={className}>{content}</div>
  // Screen readers rarely announce a live region that arrives with its text, but they do read the focus (WCAG 4.1.3).
  const key = typeof title === 'string' ? title : undefined
  return (
    <FocusedBox key={key} role={role} focused={focused} aria-labelledby={text} className={className}>
      {content}
    </FocusedBox>
  )
}
