export type ButtonVariant = 'primary' | 'secondary' | 'quiet' | 'danger'
export type ButtonSize = 'regular' | 'small'

const shape =
  'inline-flex max-w-full shrink-0 items-center justify-center gap-2 rounded-box border text-center font-medium no-underline transition-colors aria-disabled:cursor-default aria-disabled:opacity-60 disabled:cursor-default disabled:border-line disabled:bg-sunken disabled:text-muted print:hidden'

const variants: Record<ButtonVariant, string> = {
  primary: 'border-transparent bg-accent text-on-accent hover:bg-accent-strong',
  secondary: 'border-control bg-surface text-ink hover:bg-sunken',
  quiet: 'border-transparent text-accent-ink hover:bg-accent-soft',
  danger: 'border-transparent bg-bad text-on-bad hover:bg-bad-strong',
}

const sizes: Record<ButtonSize, string> = {
  regular: 'min-h-10 px-4 py-1.5',
  small: 'min-h-8 px-2.5 py-1 text-small',
}

/** The look of whatever acts as a button, be it a button, a link or a submit that knows it is pending. */
export function buttonClass(variant: ButtonVariant, size: ButtonSize): string {
  return `${shape} ${variants[variant]} ${sizes[size]}`
}
