import type { ComponentProps, ReactNode } from 'react'
import { Link } from '#/components/ui/link.tsx'
import { Icon, type IconName } from './icon.tsx'

export type ButtonVariant = 'primary' | 'secondary' | 'quiet' | 'danger'

type Look = {
  variant?: ButtonVariant | undefined
  size?: keyof typeof sizes | undefined
  icon?: IconName | undefined
  children: ReactNode
}

const shape =
  'inline-flex max-w-full shrink-0 items-center justify-center gap-2 rounded-box border text-center font-medium no-underline transition-colors aria-disabled:cursor-default aria-disabled:opacity-60 disabled:cursor-default disabled:border-line disabled:bg-sunken disabled:text-muted print:hidden'

const variants: Record<ButtonVariant, string> = {
  primary: 'border-transparent bg-accent text-on-accent hover:bg-accent-strong',
  secondary: 'border-control bg-surface text-ink hover:bg-sunken',
  quiet: 'border-transparent text-accent-ink hover:bg-accent-soft',
  danger: 'border-transparent bg-bad text-on-bad hover:bg-bad-strong',
}

const sizes = { regular: 'min-h-10 px-4 py-1.5', small: 'min-h-8 px-2.5 py-1 text-small' }

/** The class and the content of everything that looks like a button. */
function dress({ variant = 'secondary', size = 'regular', icon, children }: Look) {
  const content = (
    <>
      {icon ? <Icon name={icon} size={size} /> : null}
      {children}
    </>
  )
  return { className: `${shape} ${variants[variant]} ${sizes[size]}`, children: content }
}

type Dressed<Element> = Look & Omit<Element, keyof Look | 'className' | 'style'>

/** A button; it submits its form unless `type="button"`. One primary on a page; danger for irreversible commands. */
export function Button({ variant, size, icon, children, ...rest }: Dressed<ComponentProps<'button'>>) {
  return <button type="submit" {...rest} {...dress({ variant, size, icon, children })} />
}

/** A link that looks like a button; for navigation, never for a change. */
export function ButtonLink({ variant, size, icon, children, ...rest }: Dressed<ComponentProps<typeof Link>>) {
  return <Link {...rest} {...dress({ variant, size, icon, children })} />
}

/** The small one: in a line of a list, and among the actions of a card or a page. */
export function SmallLink(props: Omit<ComponentProps<typeof ButtonLink>, 'size'>) {
  return <ButtonLink {...props} size="small" />
}

/**
 * The same with a full page load: for a file (`download`), and for a similar page, where a client-side navigation would
 * leave the focus in place.
 */
export function PlainLink({ variant, size, icon, children, ...rest }: Dressed<ComponentProps<'a'>>) {
  return <a {...rest} {...dress({ variant, size, icon, children })} />
}

/** Buttons side by side, the main one first; they wrap. */
export function ButtonRow({ children }: { children: ReactNode }) {
  return <div className="flex flex-wrap items-center gap-3">{children}</div>
}
