import type { ComponentProps } from 'react'

const widths = { full: 'w-full', half: 'w-full max-w-80', short: 'w-32 max-w-full' } as const

type TextInputProps = Omit<ComponentProps<'input'>, 'className' | 'style' | 'width'> & {
  width?: keyof typeof widths | undefined
  /** For codes: a monospaced font with wide spacing. */
  code?: boolean | undefined
}

/** For what no browser may fill in or correct: names of things, addresses of others. */
export const asTyped = { autoComplete: 'off', autoCapitalize: 'none', spellCheck: false } as const

export const emailInput = { ...asTyped, type: 'email', inputMode: 'email' } as const

/** For the code of a mail. */
export const codeInput = {
  name: 'code',
  inputMode: 'numeric',
  autoComplete: 'one-time-code',
  maxLength: 20,
  code: true,
  width: 'half',
  required: true,
} as const

/** One line of text. The width hints at the expected length. */
export function TextInput({ width = 'full', code, ...rest }: TextInputProps) {
  const digits = code ? 'font-mono text-large tracking-[0.2em]' : ''
  return <input type="text" {...rest} className={`control ${digits} ${widths[width]}`} />
}

/** Several lines of text; grows with the text if the browser supports it. */
export function Textarea({ rows = 5, ...rest }: Omit<ComponentProps<'textarea'>, 'className' | 'style'>) {
  return <textarea rows={rows} {...rest} className="control field-sizing-content block min-h-30 w-full" />
}
