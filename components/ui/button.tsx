import Link from 'next/link'
import type { ComponentProps, ReactNode } from 'react'
import { type ButtonSize, type ButtonVariant, buttonClass } from '#/components/ui/button-class.ts'
import { Icon, type IconName } from '#/components/ui/icon.tsx'

type Look = {
  variant?: ButtonVariant | undefined
  size?: ButtonSize | undefined
  icon?: IconName | undefined
  children: ReactNode
}

type ButtonProps = Look & Omit<ComponentProps<'button'>, 'className' | 'style'>

/** A button. It submits its form unless `type="button"`. One primary to a page; danger for what cannot be taken back. */
export function Button({ variant = 'secondary', size = 'regular', icon, children, ...rest }: ButtonProps) {
  return (
    <button type="submit" {...rest} className={buttonClass(variant, size)}>
      {icon ? <Icon name={icon} size={size} /> : null}
      {children}
    </button>
  )
}

type ButtonLinkProps = Look & Omit<ComponentProps<typeof Link>, 'className' | 'style'>

/** A link that looks like a button: for going somewhere, never for changing something. */
export function ButtonLink({
  variant = 'secondary',
  size = 'regular',
  icon,
  children,
  ...rest
}: ButtonLinkProps) {
  return (
    <Link {...rest} className={buttonClass(variant, size)}>
      {icon ? <Icon name={icon} size={size} /> : null}
      {children}
    </Link>
  )
}

/** The same, for a page that looks so much like this one that the focus would stay where it is: it is loaded, and begins at its top. */
export function PlainLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <a href={href} className={buttonClass('secondary', 'regular')}>
      {children}
    </a>
  )
}

/** A link that looks like a button and hands out a file: a plain one, which the browser asks for once and only when pressed. */
export function DownloadLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <a href={href} download className={buttonClass('secondary', 'regular')}>
      {children}
    </a>
  )
}

/** Buttons side by side, the first the one most wanted; they wrap where there is no room. */
export function ButtonRow({ children }: { children: ReactNode }) {
  return <div className="flex flex-wrap items-center gap-3">{children}</div>
}
