import type { ComponentProps, ReactNode } from 'react'
import { Icon, type IconName } from '#/components/ui/icon.tsx'
import { Link } from '#/components/ui/link.tsx'
import { MenuDismiss } from '#/components/ui/menu-dismiss.tsx'

type MenuProps = {
  label: ReactNode
  icon?: IconName | undefined
  /** Narrow screens show only the icon; the label is for screen readers. */
  iconic?: boolean | undefined
  /** The edge of the label with which the list aligns. */
  align?: 'start' | 'end' | undefined
  children: ReactNode
}

/** Links or buttons behind a label. It opens without JavaScript; only one menu is open at a time. */
export function Menu({ label, icon, iconic, align = 'start', children }: MenuProps) {
  const edge = align === 'end' ? 'right-0' : 'left-0'
  return (
    <details name="menu" className="group/menu relative min-w-0 text-small print:hidden">
      <summary className="flex min-h-8 list-none items-center gap-1.5 rounded-box px-2 font-medium hover:bg-sunken [&::-webkit-details-marker]:hidden">
        {icon ? <Icon name={icon} size="small" /> : null}
        <span className={iconic ? 'min-w-0 max-sm:sr-only' : 'min-w-0'}>{label}</span>
        <span className="ml-auto flex text-muted group-open/menu:rotate-180">
          <Icon name="chevron-down" size="small" />
        </span>
      </summary>
      <ul
        className={`absolute z-40 mt-1 w-max min-w-40 max-w-[min(20rem,80vw)] rounded-box border border-line bg-surface p-1 shadow-float ${edge}`}
      >
        {children}
      </ul>
      <MenuDismiss />
    </details>
  )
}

/** A link in a menu; `current` marks the open page or the chosen value. */
export function MenuLink({
  current,
  ...rest
}: Omit<ComponentProps<typeof Link>, 'className' | 'style'> & { current?: boolean | undefined }) {
  return (
    <li>
      <Link {...rest} aria-current={current ? 'true' : undefined} className="menu-item" />
    </li>
  )
}

/** A submit button in a menu. Its form is inside the menu, around the button. */
export function MenuButton({
  current,
  ...rest
}: Omit<ComponentProps<'button'>, 'className' | 'style'> & { current?: boolean | undefined }) {
  return <button type="submit" {...rest} aria-current={current ? 'true' : undefined} className="menu-item" />
}
